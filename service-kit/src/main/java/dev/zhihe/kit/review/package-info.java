/**
 * Reviews: which acts need a second person, the steps and states of a review in words, reasons of
 * returns, withdrawal.
 */
@NullMarked
package dev.zhihe.kit.review;

import org.jspecify.annotations.NullMarked;
