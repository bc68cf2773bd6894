package dev.zhihe.rules.sound.measure;

/** Only lambdas are one: that is not an implementation too few. */
@FunctionalInterface
interface Rounding {
  int round(int value);
}
