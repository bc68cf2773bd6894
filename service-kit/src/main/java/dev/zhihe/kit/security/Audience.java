package dev.zhihe.kit.security;

import java.util.regex.Pattern;

/**
 * Who may read a state: the public, callers with any role, the bureau, or the bureau and one
 * organisation.
 *
 * @param text stored form: {@code PUBLIC}, {@code CONDITIONAL}, {@code BUREAU}, or {@code ORG:}
 *     followed by the organisation's unified social credit code
 */
public record Audience(String text) {
  /** The public, without a token. */
  public static final Audience PUBLIC = new Audience("PUBLIC");

  /** 有条件共享: callers with any role; their reads are logged. */
  public static final Audience CONDITIONAL = new Audience("CONDITIONAL");

  /**
   * The bureau's editors, reviewers and administrators. Used for drafts that no reviewer has
   * adopted.
   */
  public static final Audience BUREAU = new Audience("BUREAU");

  private static final String ORGANISATION = "ORG:";

  /** Shape of a unified social credit code. Source: GB 32100-2015, without the check character. */
  private static final Pattern CREDIT_CODE = Pattern.compile("[0-9A-HJ-NP-RTUW-Y]{18}");

  /** Refuses any other text, because nobody could read a state with an unknown audience. */
  public Audience {
    if (!text.equals("PUBLIC")
        && !text.equals("CONDITIONAL")
        && !text.equals("BUREAU")
        && !namesAnOrganisation(text)) {
      throw new IllegalArgumentException(text + " is no audience");
    }
  }

  /** The audience with this stored form. */
  public static Audience stored(String text) {
    return text.equals(PUBLIC.text) ? PUBLIC : new Audience(text);
  }

  /**
   * An organisation's operators, and the bureau. Used for submissions that are not accepted yet.
   *
   * @param creditCode the organisation's unified social credit code
   */
  public static Audience organisation(String creditCode) {
    return new Audience(ORGANISATION + creditCode);
  }

  /** Whether the text has the shape of a unified social credit code. */
  public static boolean isOrganisation(String text) {
    return CREDIT_CODE.matcher(text).matches();
  }

  private static boolean namesAnOrganisation(String text) {
    return text.startsWith(ORGANISATION) && isOrganisation(text.substring(ORGANISATION.length()));
  }

  @Override
  public String toString() {
    return text;
  }
}
