package dev.zhihe.rules.broken.transactions;

import dev.zhihe.rules.Breaks;
import jakarta.transaction.Transactional;

@Breaks
class Assessment {
  @Transactional
  void assess() {}
}
