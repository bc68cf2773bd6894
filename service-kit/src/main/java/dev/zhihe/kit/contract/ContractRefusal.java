package dev.zhihe.kit.contract;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** A refusal that many operations share. The contract has one component for each. */
enum ContractRefusal {
  MALFORMED(
      "400", "Malformed", "请求、参数或正文无法理解 / The request, a parameter or the body is not understood"),
  UNAUTHORIZED(
      "401",
      "Unauthorized",
      "令牌缺失或无效 / No token where one is needed, or one that is not valid",
      HttpHeaders.WWW_AUTHENTICATE),
  FORBIDDEN("403", "Forbidden", "令牌没有所需角色 / The token lacks the role"),
  NOT_FOUND("404", "NotFound", "不存在，或不对调用者公开 / It is not there, or not for the caller"),
  NOT_ACCEPTABLE("406", "NotAcceptable", "没有 Accept 所要的格式 / Nothing that Accept takes"),
  CONFLICT(
      "409",
      "Conflict",
      "与当前状态冲突；或同一 Idempotency-Key 的请求仍在处理（附 Retry-After）"
          + " / The state does not allow it; or a request with that Idempotency-Key is still being worked on, with Retry-After",
      HttpHeaders.RETRY_AFTER),
  STALE("412", "Stale", "If-Match 所示版本已过时 / If-Match names an older version"),
  TOO_LARGE("413", "TooLarge", "内容过大 / More bytes or rows than are taken at a time"),
  UNSUPPORTED_MEDIA_TYPE(
      "415", "UnsupportedMediaType", "不支持此内容类型 / The content type is not taken here"),
  RULE_BROKEN(
      "422",
      "RuleBroken",
      "不符合规则；或 Idempotency-Key 已用于另一请求"
          + " / A rule is broken; or the Idempotency-Key belongs to another request"),
  PRECONDITION_REQUIRED("428", "PreconditionRequired", "缺少 If-Match / If-Match is missing"),
  UNAVAILABLE(
      "503",
      "Unavailable",
      "服务繁忙或不可用，请按 Retry-After 重试 / Busy or away: Retry-After tells when to ask again",
      HttpHeaders.RETRY_AFTER),
  OTHER("default", "Other", "错误 / A problem (RFC 9457), in Chinese or English by Accept-Language");

  private final String status;
  private final String component;
  private final String description;
  private final List<String> headers;

  ContractRefusal(String status, String component, String description, String... headers) {
    this.status = status;
    this.component = component;
    this.description = description;
    this.headers = List.of(headers);
  }

  /** The status code, or {@code default}. */
  String status() {
    return status;
  }

  /** Name of the component. */
  String component() {
    return component;
  }

  String description() {
    return description;
  }

  /** Names of the headers that it carries. */
  List<String> headers() {
    return headers;
  }
}
