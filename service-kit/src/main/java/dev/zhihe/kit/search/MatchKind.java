package dev.zhihe.kit.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashSet;
import java.util.Set;

/** How a name can answer what is looked for, the best first. */
public enum MatchKind {
  /** The whole name, spaces and punctuation aside. */
  @JsonProperty("exact")
  EXACT,
  /** The name begins with it. */
  @JsonProperty("prefix")
  PREFIX,
  /** It stands within the name. */
  @JsonProperty("substring")
  SUBSTRING,
  /** It is the pinyin initials of a part of the name. */
  @JsonProperty("initials")
  INITIALS;

  /** Whether a text can match in this way at all. */
  boolean suits(String normal) {
    return this != INITIALS || Spelling.maybeInitials(normal);
  }

  /** What every name that matches has in the index. */
  Set<String> grams(String normal) {
    return switch (this) {
      case EXACT -> {
        var grams = new LinkedHashSet<>(Spelling.gramsBeginning(normal));
        grams.add(Name.ofLength(Spelling.length(normal)));
        yield grams;
      }
      case PREFIX -> Spelling.gramsBeginning(normal);
      case SUBSTRING -> Spelling.gramsWithin(normal);
      case INITIALS -> Spelling.gramsOfInitials(normal);
    };
  }

  /** What must hold of a name beside: a condition in SQL on what {@link #operand} says. */
  String condition() {
    return switch (this) {
      case EXACT -> "normal = ?";
      case PREFIX, SUBSTRING -> "normal like ?";
      case INITIALS -> "initials ~ ?";
    };
  }

  /** A normal text has neither of LIKE's signs, nor any of a regular expression's. */
  String operand(String normal) {
    return switch (this) {
      case EXACT -> normal;
      case PREFIX -> normal + "_%";
      case SUBSTRING -> "_%" + normal + "%";
      case INITIALS -> Spelling.initialsPattern(normal);
    };
  }

  /** The shortest names that can match. */
  int shortest(String normal) {
    return Spelling.length(normal) + (this == PREFIX || this == SUBSTRING ? 1 : 0);
  }

  /** The longest names that can match, as far as the index tells lengths apart. */
  int longest(String normal) {
    return this == EXACT ? Spelling.length(normal) : Integer.MAX_VALUE;
  }
}
