/** Log lines that nobody can forge, and a line for each refused access. */
@NullMarked
package dev.zhihe.log;

import org.jspecify.annotations.NullMarked;
