package dev.zhihe.kit.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.log.RefusalLog;
import dev.zhihe.log.RefusedAccess;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.oidc.common.runtime.OidcEndpointAccessException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.VertxException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every refusal as a problem: which one it is, and what its detail says. */
public class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final ProblemAnswers answers;
  private final UriInfo uri;
  private final Caller caller;
  private final ContractMethods contract;
  private final HttpHeaders headers;
  private final RefusalLog refusals;

  ProblemMappers(
      ProblemAnswers answers,
      UriInfo uri,
      Caller caller,
      ContractMethods contract,
      HttpHeaders headers,
      RefusalLog refusals) {
    this.answers = answers;
    this.uri = uri;
    this.caller = caller;
    this.contract = contract;
    this.headers = headers;
    this.refusals = refusals;
  }

  /** A refusal of this application. */
  @ServerExceptionMapper
  public Response problem(Problem problem) {
    var answer =
        answers.of(problem.type(), problem.type().status(), problem.detail(), problem.violations());
    if (problem.refused() != null && caller.isKnown()) {
      refusals.note(caller.refused(problem.refused(), problem.type().status()));
    }
    return problem.type() == ProblemType.METHOD_NOT_ALLOWED ? allowing(answer) : answer;
  }

  /** Refusals of the REST layer: unknown path, method, media type. */
  @ServerExceptionMapper
  public Response web(WebApplicationException refusal) {
    var status = refusal.getResponse().getStatus();
    if (refusal.getCause() instanceof JacksonException json) {
      return json(json);
    }
    return switch (status) {
      case 400 ->
          answer(ProblemType.MALFORMED, new Text("请求无法理解", "The request cannot be understood"));
      case 404 -> answer(ProblemType.NOT_FOUND, Text.of("没有 %s", "There is no %s", uri.getPath()));
      case 405 ->
          allowing(
              answer(
                  ProblemType.METHOD_NOT_ALLOWED,
                  new Text("此地址不支持该方法", "This address does not take that method")));
      case 406 ->
          answer(
              ProblemType.NOT_ACCEPTABLE,
              new Text(
                  "可用格式：application/json；列表和汇总另有 text/csv 和 "
                      + MediaTypes.XLSX
                      + "（或 format=csv、format=xlsx）；快照和日志导出为 application/x-ndjson",
                  "There is application/json, for lists and roll-ups also text/csv and "
                      + MediaTypes.XLSX
                      + " (or format=csv, format=xlsx); snapshots and exports of the log are application/x-ndjson"));
      case 413 ->
          answer(ProblemType.TOO_LARGE, new Text("请求内容过大", "The request's body is too large"));
      case 415 ->
          answer(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              new Text(
                  "导入用 Content-Type：text/csv、application/x-ndjson，.xlsx 用 "
                      + MediaTypes.XLSX
                      + "（.xls、.ods 请先另存为 .xlsx）；其余用 application/json",
                  "Imports take Content-Type text/csv, application/x-ndjson or, for .xlsx, "
                      + MediaTypes.XLSX
                      + " (save an .xls or .ods as .xlsx first); everything else takes application/json"));
      default ->
          status < 500
              ? answers.of(
                  ProblemType.MALFORMED,
                  status,
                  new Text("请求被拒绝", "The request is refused"),
                  List.of())
              : unexpected(refusal);
    };
  }

  /** A missing or invalid token. */
  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  public Response unauthorized(SecurityException refusal) {
    if (loginServerIsAway(refusal)) {
      return answer(
          ProblemType.UNAVAILABLE,
          new Text(
              "登录服务没有应答，暂时无法核对令牌，请稍后重试",
              "The login server does not answer, so the token cannot be checked: please retry"));
    }
    if (headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null) {
      refusals.note(caller.refused(RefusedAccess.Kind.TOKEN, ProblemType.UNAUTHORIZED.status()));
    }
    return Response.fromResponse(
            answer(
                ProblemType.UNAUTHORIZED,
                new Text(
                    "请附上有效的令牌：Authorization: Bearer …",
                    "Send a valid token: Authorization: Bearer …")))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  /** A valid token without the required role. */
  @ServerExceptionMapper
  public Response forbidden(ForbiddenException refusal) {
    refusals.note(caller.refused(RefusedAccess.Kind.ROLE, ProblemType.FORBIDDEN.status()));
    return answer(
        ProblemType.FORBIDDEN,
        new Text("令牌没有此操作所需的角色", "The token lacks the role that this operation needs"));
  }

  /** A body that violates constraints. All violations are listed. */
  @ServerExceptionMapper
  public Response invalid(ConstraintViolationException refusal) {
    var violations = ConstraintRefusals.violations(refusal);
    return answers.of(
        ProblemType.RULE_BROKEN,
        422,
        Text.of("有 %d 处不符合要求", "%d fields are not as they should be", violations.size()),
        violations);
  }

  /**
   * A body that is not valid JSON, or not the expected JSON. The subclass is listed too, because
   * otherwise Quarkus would handle it.
   */
  @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
  public Response json(JacksonException refusal) {
    var violation = JsonRefusals.violation(refusal);
    return answers.of(ProblemType.MALFORMED, 400, violation.detail(), List.of(violation));
  }

  /**
   * A database error. Simultaneous changes are a conflict (409). Timeouts and an exhausted pool are
   * temporary (503).
   */
  @ServerExceptionMapper({
    PersistenceException.class,
    RollbackException.class,
    QuarkusTransactionException.class,
    ArcUndeclaredThrowableException.class, // wraps a failed commit
    SQLException.class
  })
  public Response database(Exception failure) {
    var refusal = DatabaseRefusals.of(failure);
    return refusal == null ? unexpected(failure) : answer(refusal.type(), refusal.detail());
  }

  /**
   * Any other error. The answer has no details; they are in the server's log under the request id.
   */
  @ServerExceptionMapper(Throwable.class)
  public Response unexpected(Throwable failure) {
    LOG.errorf(
        failure,
        "Request %s%s failed: %s",
        caller.requestId(),
        caller.clientRequestId() == null ? "" : " (the client's " + caller.clientRequestId() + ")",
        uri.getPath());
    return answer(
        ProblemType.INTERNAL,
        new Text("发生了意外错误，已记录", "Something unexpected happened; it has been recorded"));
  }

  private static boolean loginServerIsAway(Throwable refusal) {
    for (var cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof VertxException
          || cause instanceof OidcEndpointAccessException) {
        return true;
      }
    }
    return false;
  }

  private Response allowing(Response answer) {
    return Response.fromResponse(answer)
        .header(HttpHeaders.ALLOW, String.join(", ", contract.at(uri.getPath())))
        .build();
  }

  private Response answer(ProblemType type, Text detail) {
    return answers.of(type, detail);
  }
}
