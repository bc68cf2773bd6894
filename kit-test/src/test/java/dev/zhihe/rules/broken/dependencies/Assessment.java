package dev.zhihe.rules.broken.dependencies;

import dev.zhihe.rules.Breaks;
import dev.zhihe.rules.sound.measure.Unit;

/** Uses a domain class of another module. The annotation is of another module too. */
@Breaks(times = 2)
class Assessment {
  Unit[] units() {
    return null;
  }
}
