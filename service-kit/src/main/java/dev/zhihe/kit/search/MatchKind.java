package dev.zhihe.kit.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a name can answer what is looked for, the best first. */
public enum MatchKind {
  /** The whole name, spaces and punctuation aside. */
  @JsonProperty("exact")
  EXACT(0),
  /** The name begins with it. */
  @JsonProperty("prefix")
  PREFIX(1),
  /** It stands within the name. */
  @JsonProperty("substring")
  SUBSTRING(2),
  /** It is the pinyin initials of a part of the name. */
  @JsonProperty("initials")
  INITIALS(3);

  private final int place;

  MatchKind(int place) {
    this.place = place;
  }

  /** In the order of an answer. */
  int place() {
    return place;
  }

  /** Whether a text can match in this way at all. */
  boolean suits(String normal) {
    return this != INITIALS || Spelling.maybeInitials(normal);
  }

  /** Whether it can be a code, or a part of one, in this way. */
  boolean suitsCodes(String normal) {
    return this != INITIALS && normal.chars().allMatch(character -> character < 0x80);
  }

  /** What every name that matches has in the index. */
  Set<String> grams(String normal) {
    return switch (this) {
      case EXACT, PREFIX -> Spelling.gramsBeginning(normal);
      case SUBSTRING -> Spelling.gramsWithin(normal);
      case INITIALS -> Spelling.gramsOfInitials(normal);
    };
  }

  /** Of what kind and length a name must be for it; empty if there are many such. */
  Set<String> marks(String normal) {
    return this == EXACT
        ? Stream.of(NameKind.NAME, NameKind.ALIAS)
            .map(kind -> Name.of(kind, Spelling.length(normal)))
            .collect(Collectors.toSet())
        : Set.of();
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
