package dev.zhihe.platforms.operator;

import java.util.regex.Pattern;

/**
 * Unified social credit codes (统一社会信用代码): 18 characters, of which the last is a check character.
 * Source: GB 32100-2015.
 */
public final class CreditCode {
  private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final Pattern SHAPE = Pattern.compile("[" + CHARACTERS + "]{18}");

  private CreditCode() {}

  /** Whether the text has the form of a code. The check character is not verified. */
  public static boolean hasShape(String text) {
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
