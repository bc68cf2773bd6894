/** The tenants behind the numbers of an occupancy report, one line for each. */
@NullMarked
package dev.zhihe.platforms.occupancy.tenant;

import org.jspecify.annotations.NullMarked;
