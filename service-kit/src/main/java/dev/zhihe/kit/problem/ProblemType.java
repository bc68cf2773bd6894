package dev.zhihe.kit.problem;

/**
 * Every type of problem that the services answer with. The slug is the end of the problem's {@code
 * type}.
 */
public enum ProblemType {
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
      "import-rejected", 422, new Text("导入未执行，文件有误", "Nothing was imported: the file has errors")),
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

  ProblemType(String slug, int status, Text title) {
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
