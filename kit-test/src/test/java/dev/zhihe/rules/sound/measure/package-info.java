/** What sound code looks like: a published entity, its boundary, its import. */
@NullMarked
package dev.zhihe.rules.sound.measure;

import org.jspecify.annotations.NullMarked;
