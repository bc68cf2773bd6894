package dev.zhihe.kit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
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

/** JSON bodies of requests: UTF-8, of a bounded size, read as {@link StrictJson} says. */
@Provider
public class JsonBodies implements ReaderInterceptor {
  /** A thousand codes, which is the longest list that a body may have, take a tenth of it. */
  static final int MAX_BYTES = 1024 * 1024;

  /** Makes the mapper that reads them strict. */
  @Singleton
  public static class Strict implements ObjectMapperCustomizer {
    @Override
    public int priority() {
      return MINIMUM_PRIORITY; // last, so that nothing set before makes it lenient
    }

    @Override
    public void customize(ObjectMapper mapper) {
      StrictJson.configure(mapper);
    }
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var type = context.getMediaType();
    if (type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      var charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
      if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
        throw new Problem(
            Problem.Type.UNSUPPORTED_MEDIA_TYPE,
            Text.of("JSON 须为 UTF-8，而非 %s", "JSON is in UTF-8, not in %s", charset));
      }
      var body = context.getInputStream().readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new Problem(
            Problem.Type.TOO_LARGE,
            Text.of(
                "JSON 超过 %d 字节；成批数据请用 POST /v1/{family}/imports",
                "The JSON is over %d bytes: send bulk data to POST /v1/{family}/imports", MAX_BYTES));
      }
      refuseOtherEncodings(body);
      context.setInputStream(new ByteArrayInputStream(body));
    }
    return context.proceed();
  }

  /** In UTF-16 and UTF-32 each bracket and quote has a byte 0, which no JSON in UTF-8 has. */
  private static void refuseOtherEncodings(byte[] body) {
    var sound = true;
    for (var one : body) {
      sound &= one != 0;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      sound = false;
    }
    if (!sound) {
      var detail = new Text("请求内容不是 UTF-8 编码的 JSON", "The body is not JSON in UTF-8");
      throw new Problem(
          Problem.Type.MALFORMED,
          detail,
          List.of(new Violation("encoding", "", null, null, null, detail)));
    }
  }
}
