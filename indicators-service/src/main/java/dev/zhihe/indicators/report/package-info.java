/** Reports on plans: frozen, reviewed, published, and proved to be what the log says. */
@NullMarked
package dev.zhihe.indicators.report;

import org.jspecify.annotations.NullMarked;
