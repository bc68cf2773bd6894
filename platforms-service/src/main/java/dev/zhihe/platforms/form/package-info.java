/** The forms of occupancy reports: which figures are asked, in which unit, from which day on. */
@NullMarked
package dev.zhihe.platforms.form;

import org.jspecify.annotations.NullMarked;
