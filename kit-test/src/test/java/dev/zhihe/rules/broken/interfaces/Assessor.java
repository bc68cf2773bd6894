package dev.zhihe.rules.broken.interfaces;

import dev.zhihe.rules.Breaks;

@Breaks
interface Assessor {
  boolean assess();
}
