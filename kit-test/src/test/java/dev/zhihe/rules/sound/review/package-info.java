/** An entity that is not published, which its repository may write. */
@NullMarked
package dev.zhihe.rules.sound.review;

import org.jspecify.annotations.NullMarked;
