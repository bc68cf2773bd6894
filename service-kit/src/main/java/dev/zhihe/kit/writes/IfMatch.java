package dev.zhihe.kit.writes;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.http.EntityTags;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * The precondition of every change: the caller names the version that it has read. Source: RFC 9110
 * (If-Match), RFC 6585 (428).
 */
public final class IfMatch {
  private IfMatch() {}

  /**
   * Refuses unless the header names the current version of the locked entity: 428 without the
   * header, 412 with another version.
   */
  public static void require(@Nullable String header, Published locked) {
    require(header, locked.code(), "v" + locked.publication().version());
  }

  /**
   * As {@link #require(String, Published)}, for what has a tag of another kind.
   *
   * @param version the tag's value, without quotes
   */
  public static void require(@Nullable String header, String code, String version) {
    var current = '"' + version + '"';
    if (header == null || header.isBlank()) {
      throw new Problem(
          ProblemType.PRECONDITION_REQUIRED,
          new Text(
              "请先读取该内容，并以其 ETag 作为 If-Match 发送",
              "Read the item first and send its ETag as If-Match"));
    }
    if (!EntityTags.of(header).matchesStrongly(version)) {
      throw new Problem(
          ProblemType.STALE,
          Text.of(
              "%s 已变更，当前为 %s；请重读后再试",
              "%s has changed, it is %s now: read it again and retry", code, current));
    }
  }
}
