/** A small service on the kit, without a domain: notices, and the topics that they are about. */
@NullMarked
package dev.zhihe.sample;

import org.jspecify.annotations.NullMarked;
