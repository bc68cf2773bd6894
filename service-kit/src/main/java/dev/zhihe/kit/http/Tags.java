package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Tags of answers that are made of many entities. A tag begins with what was committed when the
 * making began, so whoever holds one may keep the answer while nothing more is. It ends with a sum
 * of the bytes: what is committed while an answer is made may be in it or not, and two answers that
 * differ never share a tag.
 */
@ApplicationScoped
public class Tags {
  private static final String SUM = "-";

  private final HttpHeaders headers;

  Tags(HttpHeaders headers) {
    this.headers = headers;
  }

  /**
   * The answer to a caller who holds what is still so: 304, under the caller's own tag.
   *
   * @param freshness what every tag made now begins with
   */
  public Optional<Response.ResponseBuilder> unchanged(String freshness) {
    return EntityTags.of(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH))
        .beginningWith(freshness + SUM)
        .map(held -> Response.notModified(new EntityTag(held)));
  }

  /**
   * The answer to a caller who holds this very state: 304. A caller who asks for another state by
   * {@code If-Match} gets none.
   */
  public Optional<Response.ResponseBuilder> unchanged(EntityTag tag) {
    var wanted = headers.getHeaderString(HttpHeaders.IF_MATCH);
    if (wanted != null && !EntityTags.of(wanted).name(tag.getValue())) {
      throw new Problem(
          Problem.Type.STALE,
          Text.of("内容已变更，当前为 %s", "It has changed, it is %s now", '"' + tag.getValue() + '"'));
    }
    return EntityTags.of(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH)).hold(tag.getValue())
        ? Optional.of(Response.notModified(tag))
        : Optional.empty();
  }

  /** The tag of an answer. */
  public static EntityTag of(String freshness, String body) {
    var sum = new CRC32C();
    sum.update(body.getBytes(StandardCharsets.UTF_8));
    return of(freshness, sum);
  }

  /** The tag of an answer that stands in a file. */
  public static EntityTag of(String freshness, Path file) throws IOException {
    var sum = new CRC32C();
    try (var in = new CheckedInputStream(Files.newInputStream(file), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return of(freshness, sum);
  }

  private static EntityTag of(String freshness, CRC32C sum) {
    return new EntityTag(freshness + SUM + "%08x".formatted(sum.getValue()));
  }
}
