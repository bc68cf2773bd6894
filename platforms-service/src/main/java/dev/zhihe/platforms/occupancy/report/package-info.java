/** What operators report of their platforms' occupancy, and what reviewers answer. */
@NullMarked
package dev.zhihe.platforms.occupancy.report;

import org.jspecify.annotations.NullMarked;
