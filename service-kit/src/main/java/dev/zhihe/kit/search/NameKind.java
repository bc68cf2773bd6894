package dev.zhihe.kit.search;

import java.util.Locale;

/** The kinds of names, best first. */
enum NameKind {
  NAME(0),
  ALIAS(1),
  CODE(2);

  private final int place;

  NameKind(int place) {
    this.place = place;
  }

  /** Rank in the order of an answer. */
  int place() {
    return place;
  }

  /** The stored form. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NameKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
