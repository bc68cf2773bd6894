package dev.zhihe.rules.broken.dates;

import dev.zhihe.rules.Breaks;
import java.util.Calendar;
import java.util.Date;

@Breaks(times = 2)
class Period {
  boolean over(Date end) {
    return end == null;
  }

  boolean sameYear(Calendar[] years) {
    return years.length == 0;
  }
}
