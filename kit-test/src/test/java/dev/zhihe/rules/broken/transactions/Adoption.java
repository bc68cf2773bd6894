package dev.zhihe.rules.broken.transactions;

import dev.zhihe.kit.writes.Write;
import dev.zhihe.rules.Breaks;

@Breaks
class Adoption {
  @Write
  void adopt() {}
}
