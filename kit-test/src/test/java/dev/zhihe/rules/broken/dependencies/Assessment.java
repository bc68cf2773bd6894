package dev.zhihe.rules.broken.dependencies;

import dev.zhihe.rules.Breaks;
import dev.zhihe.rules.sound.measure.Unit;

/** Knows a noun of somebody else's; and the mark, too, is of another module. */
@Breaks(times = 2)
class Assessment {
  Unit[] units() {
    return null;
  }
}
