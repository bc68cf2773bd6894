/** The change log: one per service, the source of its feed, events, history and freshness. */
@NullMarked
package dev.zhihe.kit.changelog;

import org.jspecify.annotations.NullMarked;
