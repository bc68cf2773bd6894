/** Reports on plans: frozen, reviewed, published and verified against the log. */
@NullMarked
package dev.zhihe.indicators.report;

import org.jspecify.annotations.NullMarked;
