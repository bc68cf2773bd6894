/** What funds have committed, raised and invested, beside what a plan says of them. */
@NullMarked
package dev.zhihe.projects.fund;

import org.jspecify.annotations.NullMarked;
