package dev.zhihe.kit.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as in RFC 9457. Thrown anywhere, it becomes the answer, and the transaction is rolled
 * back.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Every type of problem that the services answer with. The slug is the end of the problem's
   * {@code type}.
   */
  public enum Type {
    MALFORMED("malformed", 400, new Text("请求格式有误", "Malformed request")),
    INVALID_PARAMETER("invalid-parameter", 400, new Text("参数有误", "Invalid parameter")),
    UNKNOWN_PARAMETER("unknown-parameter", 400, new Text("未知参数", "Unknown parameter")),
    UNAUTHORIZED("unauthorized", 401, new Text("需要有效的访问令牌", "A valid access token is needed")),
    FORBIDDEN("forbidden", 403, new Text("无此权限", "Not permitted")),
    NOT_FOUND("not-found", 404, new Text("不存在", "Not found")),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, new Text("不支持此方法", "Method not allowed")),
    NOT_ACCEPTABLE("not-acceptable", 406, new Text("无法提供所要求的格式", "No acceptable representation")),
    CONFLICT("conflict", 409, new Text("与当前状态冲突", "Conflict with the current state")),
    FEED_RESTARTED("feed-restarted", 410, new Text("变更流已进入新纪元", "The feed began a new epoch")),
    STALE("stale", 412, new Text("内容已被他人更改", "It has changed meanwhile")),
    TOO_LARGE("too-large", 413, new Text("内容过大", "Too large")),
    URI_TOO_LONG("uri-too-long", 414, new Text("地址过长", "URI too long")),
    UNSUPPORTED_MEDIA_TYPE(
        "unsupported-media-type", 415, new Text("不支持此内容类型", "Unsupported media type")),
    RULE_BROKEN("rule-broken", 422, new Text("不符合规则", "A rule is broken")),
    IMPORT_REJECTED(
        "import-rejected",
        422,
        new Text("导入未执行，文件有误", "Nothing was imported: the file has errors")),
    IDEMPOTENCY_KEY_IN_USE(
        "idempotency-key-in-use",
        409,
        new Text("同一请求仍在处理", "The same request is still being worked on")),
    IDEMPOTENCY_KEY_REUSED(
        "idempotency-key-reused",
        422,
        new Text("Idempotency-Key 已用于另一请求", "The Idempotency-Key belongs to another request")),
    PRECONDITION_REQUIRED(
        "precondition-required", 428, new Text("缺少 If-Match", "If-Match is required")),
    INTERNAL("internal", 500, new Text("服务内部错误", "Internal error")),
    UNAVAILABLE("unavailable", 503, new Text("服务暂不可用", "Temporarily unavailable"));

    private final String slug;
    private final int status;
    private final Text title;

    Type(String slug, int status, Text title) {
      this.slug = slug;
      this.status = status;
      this.title = title;
    }

    /** The end of the problem's {@code type}. */
    public String slug() {
      return slug;
    }

    /** HTTP status. */
    public int status() {
      return status;
    }

    /** The title of the type. */
    public Text title() {
      return title;
    }
  }

  /**
   * Longest value that a detail repeats whole, in characters. The violation always has it whole.
   */
  private static final int MAX_LENGTH = 60;

  private final Type type;
  private final Text detail;
  private final transient List<Violation> violations;

  /** A problem with all its violations. */
  public Problem(Type type, Text detail, List<Violation> violations) {
    super(type.slug() + ": " + detail.en());
    this.type = type;
    this.detail = detail;
    this.violations = List.copyOf(violations);
  }

  /** A problem without violations. */
  public Problem(Type type, Text detail) {
    this(type, detail, List.of());
  }

  /** The entity does not exist, or the caller may not see it. Both give the same answer. */
  public static Problem notFound(String code) {
    return new Problem(Type.NOT_FOUND, Text.of("没有 %s", "There is no %s", code));
  }

  /** The entity's state does not allow the step. */
  public static Problem conflict(String zh, String en, Object... arguments) {
    return new Problem(Type.CONFLICT, Text.of(zh, en, arguments));
  }

  /** The caller may not do this. */
  public static Problem forbidden(String zh, String en, Object... arguments) {
    return new Problem(Type.FORBIDDEN, Text.of(zh, en, arguments));
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
        Type.INVALID_PARAMETER,
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
        Type.TOO_LARGE, Text.of("%s 超过 %d 字节", "%s is larger than %d bytes", code, limit));
  }

  /** The type. */
  public Type type() {
    return type;
  }

  /** What is wrong in this case. */
  public Text detail() {
    return detail;
  }

  /** All violations. */
  public List<Violation> violations() {
    return violations;
  }
}
