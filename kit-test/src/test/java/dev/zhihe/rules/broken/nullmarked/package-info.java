/** Has Javadoc, but no @NullMarked. */
@Breaks
package dev.zhihe.rules.broken.nullmarked;

import dev.zhihe.rules.Breaks;
