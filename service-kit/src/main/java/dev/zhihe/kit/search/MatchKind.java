package dev.zhihe.kit.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a name can match the text searched for, best first. */
public enum MatchKind {
  /** The whole name equals it, ignoring spaces and punctuation. */
  @JsonProperty("exact")
  EXACT(0),
  /** The name begins with it. */
  @JsonProperty("prefix")
  PREFIX(1),
  /** The name contains it. */
  @JsonProperty("substring")
  SUBSTRING(2),
  /** It equals the pinyin initials of a part of the name. */
  @JsonProperty("initials")
  INITIALS(3);

  private final int place;

  MatchKind(int place) {
    this.place = place;
  }

  /** Rank in the order of an answer. */
  int place() {
    return place;
  }

  /** Whether a text can match in this way. */
  boolean suits(String normal) {
    return this != INITIALS || Spelling.maybeInitials(normal);
  }

  /** Whether codes are searched in this way for a text. */
  boolean suitsCodes(String normal) {
    return this != INITIALS && normal.chars().allMatch(character -> character < 0x80);
  }

  /** The grams that every matching name has in the index. */
  Set<String> grams(String normal) {
    return switch (this) {
      case EXACT, PREFIX -> Spelling.gramsBeginning(normal);
      case SUBSTRING -> Spelling.gramsWithin(normal);
      case INITIALS -> Spelling.gramsOfInitials(normal);
    };
  }

  /** The marks (kind and length) that a matching name must have; empty if any length can match. */
  Set<String> marks(String normal) {
    return this == EXACT
        ? Stream.of(NameKind.NAME, NameKind.ALIAS)
            .map(kind -> Name.of(kind, Spelling.length(normal)))
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** The SQL condition that verifies a match. Its parameter is {@link #operand}. */
  String condition() {
    return switch (this) {
      case EXACT -> "normal = ?";
      case PREFIX, SUBSTRING -> "normal like ?";
      case INITIALS -> "initials ~ ?";
    };
  }

  /**
   * The parameter of {@link #condition}. A normalized text contains no wildcard of LIKE and no
   * special character of a regular expression.
   */
  String operand(String normal) {
    return switch (this) {
      case EXACT -> normal;
      case PREFIX -> normal + "_%";
      case SUBSTRING -> "_%" + normal + "%";
      case INITIALS -> Spelling.initialsPattern(normal);
    };
  }

  /** Length of the shortest name that can match. */
  int shortest(String normal) {
    return Spelling.length(normal) + (this == PREFIX || this == SUBSTRING ? 1 : 0);
  }

  /** Length of the longest name that can match, as far as the index distinguishes lengths. */
  int longest(String normal) {
    return this == EXACT ? Spelling.length(normal) : Integer.MAX_VALUE;
  }
}
