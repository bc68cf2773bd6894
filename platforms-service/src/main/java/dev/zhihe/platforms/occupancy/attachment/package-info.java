/** Signed scans that organisations attach to their reports. */
@NullMarked
package dev.zhihe.platforms.occupancy.attachment;

import org.jspecify.annotations.NullMarked;
