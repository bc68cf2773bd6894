/** Drafts of occupancy reports: private work of an organisation before it submits. */
@NullMarked
package dev.zhihe.platforms.occupancy.draft;

import org.jspecify.annotations.NullMarked;
