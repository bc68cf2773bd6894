/** Gives committed changes their positions and carries them to Kafka. */
@NullMarked
package dev.zhihe.kit.sealing;

import org.jspecify.annotations.NullMarked;
