package dev.zhihe.rules.sound.measure;

/** Two implementations. */
public sealed interface Unit {
  record Yuan(String name) implements Unit {}

  record SquareMetre(String name) implements Unit {}
}
