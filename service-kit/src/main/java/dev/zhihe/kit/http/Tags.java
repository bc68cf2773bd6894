package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * ETags of answers that are composed of many entities. A tag begins with the freshness key that was
 * read before the data. So a client may keep its copy until something more is committed. The tag
 * ends with a checksum of the bytes: a commit made while the answer is composed may or may not be
 * in it, and two different answers must never share a tag.
 */
@ApplicationScoped
public class Tags {
  private static final String SUM = "-";

  private final HttpHeaders headers;

  Tags(HttpHeaders headers) {
    this.headers = headers;
  }

  /**
   * 304 if the caller's copy is still current, with the caller's own tag.
   *
   * @param freshness the prefix of every current tag
   */
  public Optional<Response.ResponseBuilder> unchanged(String freshness) {
    return EntityTags.of(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH))
        .beginningWith(freshness + SUM)
        .map(held -> Response.notModified(new EntityTag(held)));
  }

  /** 304 if the caller has exactly this state. None if {@code If-Match} asks for another state. */
  public Optional<Response.ResponseBuilder> unchanged(EntityTag tag) {
    var wanted = headers.getHeaderString(HttpHeaders.IF_MATCH);
    if (wanted != null && !EntityTags.of(wanted).matchesStrongly(tag.getValue())) {
      throw new Problem(
          ProblemType.STALE,
          Text.of("内容已变更，当前为 %s", "It has changed, it is %s now", '"' + tag.getValue() + '"'));
    }
    return EntityTags.of(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH))
            .matchesWeakly(tag.getValue())
        ? Optional.of(Response.notModified(tag))
        : Optional.empty();
  }

  /** The tag of an answer. */
  public static EntityTag of(String freshness, byte[] body) {
    var sum = new CRC32C();
    sum.update(body);
    return of(freshness, sum);
  }

  /** The tag of an answer that is stored in a file. */
  public static EntityTag of(String freshness, Path file) throws IOException {
    var sum = new CRC32C();
    try (var in = new CheckedInputStream(Files.newInputStream(file), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return of(freshness, sum);
  }

  private static EntityTag of(String freshness, CRC32C sum) {
    return new EntityTag(freshness + SUM + HexFormat.of().toHexDigits(sum.getValue(), 8));
  }
}
