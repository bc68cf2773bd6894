package dev.zhihe.kit.problem;

import dev.zhihe.log.RefusedAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as in RFC 9457. Thrown anywhere, it becomes the answer, and the transaction is rolled
 * back.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Longest value that a detail repeats whole, in characters. The violation always has it whole.
   */
  private static final int MAX_LENGTH = 60;

  private final ProblemType type;
  private final Text detail;
  private final transient List<Violation> violations;
  private final RefusedAccess.@Nullable Kind refused;

  /** A problem with all its violations. */
  public Problem(ProblemType type, Text detail, List<Violation> violations) {
    this(type, detail, violations, null);
  }

  private Problem(
      ProblemType type,
      Text detail,
      List<Violation> violations,
      RefusedAccess.@Nullable Kind refused) {
    super(type.slug() + ": " + detail.en());
    this.type = type;
    this.detail = detail;
    this.violations = List.copyOf(violations);
    this.refused = refused;
  }

  /** A problem without violations. */
  public Problem(ProblemType type, Text detail) {
    this(type, detail, List.of());
  }

  /** The entity does not exist, or the caller may not see it. Both give the same answer. */
  public static Problem notFound(String code) {
    return new Problem(ProblemType.NOT_FOUND, Text.of("没有 %s", "There is no %s", code));
  }

  /** The entity's state does not allow the step. */
  public static Problem conflict(String zh, String en, Object... arguments) {
    return new Problem(ProblemType.CONFLICT, Text.of(zh, en, arguments));
  }

  /** The caller may not do this, for the kind of reason that is logged. */
  public static Problem forbidden(RefusedAccess.Kind kind, Text detail) {
    return new Problem(ProblemType.FORBIDDEN, detail, List.of(), kind);
  }

  /** A parameter that cannot be read. The detail says what was expected and what was given. */
  public static Problem parameter(
      String name, @Nullable String value, String zh, String en, Object... arguments) {
    var expected = Text.of(zh, en, arguments);
    var detail =
        value == null
            ? expected
            : new Text(
                expected.zh() + "；给出的是“" + shortened(value) + "”",
                expected.en() + "; given: \"" + shortened(value) + "\"");
    return new Problem(
        ProblemType.INVALID_PARAMETER,
        detail,
        List.of(Violation.ofParameter(name, value, "invalid", detail)));
  }

  private static String shortened(String value) {
    return Characters.length(value) <= MAX_LENGTH
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MAX_LENGTH)) + "…";
  }

  /** The entity's state is larger than an event may be. */
  public static Problem tooLarge(String code, int limit) {
    return new Problem(
        ProblemType.TOO_LARGE, Text.of("%s 超过 %d 字节", "%s is larger than %d bytes", code, limit));
  }

  /** The type. */
  public ProblemType type() {
    return type;
  }

  /** What is wrong in this case. */
  public Text detail() {
    return detail;
  }

  /** Why the caller was refused; null if the refusal has nothing to do with the caller. */
  public RefusedAccess.@Nullable Kind refused() {
    return refused;
  }

  /** All violations. */
  public List<Violation> violations() {
    return violations;
  }
}
