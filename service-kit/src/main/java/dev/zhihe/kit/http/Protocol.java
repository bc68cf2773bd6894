package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The rules of HTTP that every request and answer follows: paths are UTF-8, the method is allowed
 * at the path, negotiation headers are readable, and answers without a body have none. Source: RFC
 * 9110.
 */
@Singleton
public class Protocol {
  /** The same limit as at the gateway. */
  private static final int MAX_ADDRESS = 8_000;

  private final ContractMethods contract;

  Protocol(ContractMethods contract) {
    this.contract = contract;
  }

  /** Checks a request before it is routed. */
  @ServerRequestFilter(preMatching = true)
  public Optional<Response> arriving(HttpServerRequest request) {
    // First, because the caller's language also applies to refusals.
    NegotiationHeaders.keepReadable(request.headers());
    if (request.uri().length() > MAX_ADDRESS) {
      throw new Problem(
          ProblemType.URI_TOO_LONG,
          Text.of(
              "地址连同参数超过 %d 个字符",
              "The address with its parameters is over %d characters", MAX_ADDRESS));
    }
    if (!isUtf8(request.uri())) {
      throw new Problem(
          ProblemType.MALFORMED,
          new Text(
              "地址或其参数不是 UTF-8 的百分号编码（悦 为 %E6%82%A6；不用 GBK）",
              "The address or its parameters are not UTF-8 in percent-encoding (悦 is %E6%82%A6; never GBK)"));
    }
    var method = request.method().name();
    var query = request.uri().indexOf('?');
    var allowed = contract.at(query < 0 ? request.uri() : request.uri().substring(0, query));
    if (!allowed.isEmpty()) {
      if (method.equals(HttpMethod.OPTIONS)) {
        return Optional.of(
            Response.noContent().header(HttpHeaders.ALLOW, String.join(", ", allowed)).build());
      }
      if (!allowed.contains(method)) {
        throw new Problem(
            ProblemType.METHOD_NOT_ALLOWED,
            Text.of(
                "此地址不支持该方法；可用：%s",
                "This address does not take that method; it takes: %s",
                String.join(", ", allowed)));
      }
    }
    // The parameter format takes precedence over Accept. A deletion has no representation to
    // negotiate.
    if (method.equals(HttpMethod.DELETE) || request.params().contains("format")) {
      request.headers().remove(HttpHeaders.ACCEPT);
    }
    return Optional.empty();
  }

  /**
   * Sends no body if the caller's copy is current. An answer without a body has no headers that
   * describe one.
   */
  @ServerResponseFilter
  public void leaving(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    var read =
        request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    if (read
        && response.getStatus() == 200
        && response.getHeaders().getFirst(HttpHeaders.ETAG) != null
        && EntityTags.of(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))
            .matchesWeakly(response.getEntityTag().getValue())) {
      if (response.getEntity() instanceof Closeable file) {
        file.close();
      }
      response.setEntity(null);
      response.setStatus(304);
    }
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      var length =
          switch (response.getEntity()) {
            case byte[] body -> body.length;
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case null, default -> -1;
          };
      if (length >= 0) {
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, length);
      }
    }
    if (response.getStatus() == 304 || response.getStatus() == 204) {
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_DISPOSITION)
          .forEach(response.getHeaders()::remove);
    }
  }

  private static boolean isPlain(String address) {
    for (var i = 0; i < address.length(); i++) {
      if (address.charAt(i) == '%' || address.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(String address) {
    if (isPlain(address)) {
      return true;
    }
    var bytes = new ByteArrayOutputStream(address.length());
    for (var i = 0; i < address.length(); i++) {
      var c = address.charAt(i);
      if (c == '%') {
        if (i + 2 >= address.length()
            || !HexFormat.isHexDigit(address.charAt(i + 1))
            || !HexFormat.isHexDigit(address.charAt(i + 2))) {
          return false;
        }
        bytes.write(HexFormat.fromHexDigits(address, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c); // each byte of the request line is read as one character
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}
