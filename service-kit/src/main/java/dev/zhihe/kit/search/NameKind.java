package dev.zhihe.kit.search;

import java.util.Locale;

/** What a name is to its entity, the best first. */
enum NameKind {
  NAME,
  ALIAS,
  CODE;

  /** As stored. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NameKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
