/**
 * The rules of occupancy reports, one catalogue for forms, files and dry runs; and the limits that
 * an area sets for them.
 */
@NullMarked
package dev.zhihe.platforms.occupancy.rule;

import org.jspecify.annotations.NullMarked;
