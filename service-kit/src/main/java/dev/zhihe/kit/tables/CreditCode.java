package dev.zhihe.kit.tables;

import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/**
 * Unified social credit codes (统一社会信用代码): 18 characters, of which the last is a check character.
 * Source: GB 32100-2015.
 */
public final class CreditCode {
  private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final Pattern SHAPE = Pattern.compile("[" + CHARACTERS + "]{18}");
  private static final Pattern EIGHTEEN = Pattern.compile("[0-9A-Z]{18}");

  private CreditCode() {}

  /** Reads a cell, as the getters of the row do. */
  @NullUnmarked
  public static String read(Row row, String column) {
    var given =
        row.matching(
            column,
            EIGHTEEN,
            "统一社会信用代码为 18 位数字和大写字母",
            "a unified social credit code has 18 digits and capital letters");
    if (given == null || isSound(given)) {
      return given;
    }
    return hasShape(given)
        ? row.refuse(
            column,
            "check-character",
            "校验位不符，代码有误（GB 32100-2015）",
            "the check character is not that of the others: the code is mistyped (GB 32100-2015)")
        : row.refuse(
            column,
            "shape",
            "统一社会信用代码不含字母 I、O、S、V、Z",
            "a unified social credit code has none of the letters I, O, S, V and Z");
  }

  /** Whether the text has the form of a code. The check character is not verified. */
  static boolean hasShape(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** Whether the text is a code with the correct check character. */
  public static boolean isSound(String text) {
    return hasShape(text) && text.charAt(17) == checkCharacter(text);
  }

  /** Weights are 3⁰, 3¹ … 3¹⁶, all modulo 31. */
  private static char checkCharacter(String code) {
    var sum = 0;
    var weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += CHARACTERS.indexOf(code.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return CHARACTERS.charAt((31 - sum % 31) % 31);
  }
}
