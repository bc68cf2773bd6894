/** The history of an occupancy report: its steps, who took them, and what each changed. */
@NullMarked
package dev.zhihe.platforms.occupancy.history;

import org.jspecify.annotations.NullMarked;
