package dev.zhihe.kit.problem;

/** Receives a broken rule. A rule that takes it can check bodies and rows. */
@FunctionalInterface
public interface Refusal {
  /**
   * Refuses a field.
   *
   * @param code stable slug of the rule
   */
  void refuse(String field, String code, String zh, String en, Object... arguments);
}
