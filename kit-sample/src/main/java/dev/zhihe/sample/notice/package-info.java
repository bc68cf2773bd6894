/** Notices: a family with a review. */
@NullMarked
package dev.zhihe.sample.notice;

import org.jspecify.annotations.NullMarked;
