package dev.zhihe.kit.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the JSON bodies of requests: UTF-8, of bounded size, parsed by {@link StrictJson}. */
@Provider
public class JsonBodies implements ReaderInterceptor {
  /** Ten times the size of a thousand codes, which is the longest list that a body may have. */
  static final int MAX_BYTES = 1024 * 1024;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var type = context.getMediaType();
    if (type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      var charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
      if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
        throw new Problem(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            Text.of("JSON 须为 UTF-8，而非 %s", "JSON is in UTF-8, not in %s", charset));
      }
      var body = context.getInputStream().readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new Problem(
            ProblemType.TOO_LARGE,
            Text.of(
                "JSON 超过 %d 字节；成批数据请用 POST /v1/{family}/imports",
                "The JSON is over %d bytes: send bulk data to POST /v1/{family}/imports",
                MAX_BYTES));
      }
      refuseOtherEncodings(body);
      if (Record.class.isAssignableFrom(context.getType())) {
        requireObject(body, context.getType());
      }
      context.setInputStream(new ByteArrayInputStream(body));
    }
    return context.proceed();
  }

  /**
   * Refuses JSON that is not an object. Jackson takes null for any type, and says of other values
   * that they have no constructor.
   */
  private static void requireObject(byte[] body, Class<?> type) throws IOException {
    var given = StrictJson.beginning(body);
    if (given != null && given != JsonToken.START_OBJECT) {
      var violation = JsonRefusals.ofWhole(type, given);
      throw new Problem(ProblemType.MALFORMED, violation.detail(), List.of(violation));
    }
  }

  /**
   * Refuses UTF-16 and UTF-32. There, each bracket and quote has a zero byte, which JSON in UTF-8
   * never has.
   */
  private static void refuseOtherEncodings(byte[] body) {
    var utf8 = true;
    for (var one : body) {
      utf8 &= one != 0;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      utf8 = false;
    }
    if (!utf8) {
      var detail = new Text("请求内容不是 UTF-8 编码的 JSON", "The body is not JSON in UTF-8");
      throw new Problem(
          ProblemType.MALFORMED,
          detail,
          List.of(new Violation("encoding", "", null, null, null, detail)));
    }
  }
}
