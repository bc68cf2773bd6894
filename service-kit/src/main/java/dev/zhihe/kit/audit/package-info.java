/** What auditors ask for: the trail, the export and the verification. */
@NullMarked
package dev.zhihe.kit.audit;

import org.jspecify.annotations.NullMarked;
