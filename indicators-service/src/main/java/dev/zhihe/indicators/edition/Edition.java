package dev.zhihe.indicators.edition;

/**
 * An edition of the rules of computed answers, such as assessments. A release that changes a rule
 * adds one. Answers about earlier positions keep the edition of then, and so their bytes.
 */
public enum Edition {
  /** The rules before rule_edition 2. */
  FIRST,
  /** Decision 37. */
  SECOND;

  /** The edition of answers about the present. */
  public static final Edition LATEST = SECOND;
}
