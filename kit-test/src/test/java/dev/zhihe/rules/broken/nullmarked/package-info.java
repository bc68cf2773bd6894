/** Says what it is, but nothing of nulls. */
@Breaks
package dev.zhihe.rules.broken.nullmarked;

import dev.zhihe.rules.Breaks;
