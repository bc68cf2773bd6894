/** What {@code ./zhihe} runs: the suite on one machine, and files on their way into it. */
@NullMarked
package dev.zhihe.cli;

import org.jspecify.annotations.NullMarked;
