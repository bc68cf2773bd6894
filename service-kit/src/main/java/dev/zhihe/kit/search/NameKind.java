package dev.zhihe.kit.search;

import java.util.Locale;

/** What a name is to its entity, the best first. */
enum NameKind {
  NAME(0),
  ALIAS(1),
  CODE(2);

  private final int place;

  NameKind(int place) {
    this.place = place;
  }

  /** In the order of an answer. */
  int place() {
    return place;
  }

  /** As stored. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NameKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
