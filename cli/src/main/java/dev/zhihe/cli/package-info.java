/** The commands of {@code ./zhihe}: they run the suite on one machine and load files into it. */
@NullMarked
package dev.zhihe.cli;

import org.jspecify.annotations.NullMarked;
