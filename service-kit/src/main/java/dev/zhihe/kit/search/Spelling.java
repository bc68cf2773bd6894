package dev.zhihe.kit.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.sourceforge.pinyin4j.PinyinHelper;

/**
 * A name in the form that the search compares: letters and digits only, without width, case, spaces
 * and punctuation. It also holds the pinyin initials of the Chinese characters.
 *
 * @param normal {@code 学府悦园众创园} for {@code 学府悦园·众创园}
 * @param initials for each character, in order, the initials of its readings: {@code |cz|q|} for
 *     重庆, so that both {@code cq} and {@code zq} find it. A letter or digit is its own initial.
 *     Empty if there is no Chinese character.
 */
record Spelling(String normal, String initials) {
  /** Text beyond this length is stored and displayed, but not searched. */
  private static final int MAX_LENGTH = 1_000;

  /** Separates the characters of {@link #initials}. It occurs in no normalized text. */
  private static final String NEXT = "|";

  /** Marks the gram at the beginning of a name. It occurs in no normalized text. */
  private static final String FIRST = "^";

  static Spelling of(String name) {
    var normal = normal(name);
    return new Spelling(
        normal,
        normal.codePoints().anyMatch(Spelling::isHan)
            ? normal
                .codePoints()
                .mapToObj(Spelling::initialsOf)
                .collect(Collectors.joining(NEXT, NEXT, NEXT))
            : "");
  }

  /** The letters and digits of a text, normalized for comparison. */
  static String normal(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return plain
        .codePoints()
        .filter(Spelling::isCompared)
        .limit(MAX_LENGTH)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Number of characters of a normalized text. */
  static int length(String normal) {
    return normal.codePointCount(0, normal.length());
  }

  int length() {
    return length(normal);
  }

  /** Whether a normalized text can consist of initials. */
  static boolean maybeInitials(String normal) {
    return normal.chars().allMatch(letter -> isLatin(letter) || isDigit(letter))
        && normal.chars().anyMatch(Spelling::isLatin);
  }

  /** A regular expression that finds the initials in {@link #initials}. */
  static String initialsPattern(String normal) {
    return normal
        .chars()
        .mapToObj(letter -> "[|][^|]*" + (char) letter + "[^|]*")
        .collect(Collectors.joining());
  }

  /**
   * The keys in the index: each character, each pair of neighbours, a marked one for the beginning,
   * and the same for the initials, in capitals. A text has all grams of every text that it
   * contains.
   */
  Set<String> grams() {
    var grams = new LinkedHashSet<>(gramsOf(normal));
    grams.addAll(firstGramsOf(normal));
    if (!initials.isEmpty()) {
      var letters = List.of(initials.substring(1, initials.length() - 1).split("[|]", -1));
      for (int i = 0; i < letters.size(); i++) {
        var next = i + 1 < letters.size() ? letters.get(i + 1) : "";
        for (var letter : each(letters.get(i))) {
          grams.add(letter.toUpperCase(Locale.ROOT));
          each(next).forEach(second -> grams.add((letter + second).toUpperCase(Locale.ROOT)));
        }
      }
    }
    return grams;
  }

  /**
   * Grams that every text containing this one has: its only character, or pairs that cover it. More
   * grams would cost the index more than they save.
   */
  static Set<String> gramsWithin(String normal) {
    var characters = each(normal);
    var last = characters.size() - 2;
    return last < 0
        ? Set.of(normal)
        : IntStream.rangeClosed(0, (last + 1) / 2)
            .map(i -> Math.min(2 * i, last))
            .mapToObj(i -> characters.get(i) + characters.get(i + 1))
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The grams that every text beginning with this one has. */
  static Set<String> gramsBeginning(String normal) {
    var grams = new LinkedHashSet<>(gramsWithin(normal));
    var characters = each(normal);
    grams.add(FIRST + String.join("", characters.subList(0, Math.min(2, characters.size()))));
    return grams;
  }

  /** The grams that every text with these initials has. */
  static Set<String> gramsOfInitials(String normal) {
    var letters = each(normal.toUpperCase(Locale.ROOT));
    return letters.size() == 1 ? Set.copyOf(letters) : pairs(letters);
  }

  private static Set<String> gramsOf(String normal) {
    var characters = each(normal);
    var grams = new LinkedHashSet<>(characters);
    grams.addAll(pairs(characters));
    return grams;
  }

  private static Set<String> firstGramsOf(String normal) {
    var characters = each(normal);
    return IntStream.rangeClosed(1, Math.min(2, characters.size()))
        .mapToObj(length -> FIRST + String.join("", characters.subList(0, length)))
        .collect(Collectors.toSet());
  }

  private static Set<String> pairs(List<String> characters) {
    return IntStream.range(1, characters.size())
        .mapToObj(i -> characters.get(i - 1) + characters.get(i))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<String> each(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  private static boolean isCompared(int character) {
    return switch (Character.getType(character)) {
      case Character.LETTER_NUMBER, Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
          true; // 〇, and accents that no letter includes
      default -> Character.isLetterOrDigit(character);
    };
  }

  private static String initialsOf(int character) {
    if (!isHan(character)) {
      return Character.toString(character);
    }
    // The library knows only characters of one Java char. Rarer characters have no initial.
    var readings =
        Character.isBmpCodePoint(character)
            ? PinyinHelper.toHanyuPinyinStringArray((char) character)
            : null;
    return readings == null
        ? ""
        : Arrays.stream(readings)
            .map(reading -> reading.substring(0, 1))
            .filter(letter -> isLatin(letter.charAt(0)))
            .sorted()
            .distinct()
            .collect(Collectors.joining());
  }

  private static boolean isHan(int character) {
    return UnicodeScript.of(character) == UnicodeScript.HAN;
  }

  private static boolean isLatin(int character) {
    return character >= 'a' && character <= 'z';
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
