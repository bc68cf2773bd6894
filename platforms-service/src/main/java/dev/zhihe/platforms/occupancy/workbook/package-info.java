/** The workbook in which an operator fills in the reports of a period. */
@NullMarked
package dev.zhihe.platforms.occupancy.workbook;

import org.jspecify.annotations.NullMarked;
