/** What notices are about: a family that is public at once. */
@NullMarked
package dev.zhihe.sample.topic;

import org.jspecify.annotations.NullMarked;
