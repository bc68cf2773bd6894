package dev.zhihe.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Entity tags. The tag of a gzip answer ends in {@code -gzip}, because its bytes differ. A caller
 * may send either tag back.
 */
final class Tags {

  private static final String SUFFIX = "-gzip\"";
  private static final Pattern GZIP_TAG = Pattern.compile("\"([^\"]*)-gzip\"");

  private Tags() {}

  /**
   * The tag of the same answer in gzip. Weak tags do not change, because they do not depend on the
   * bytes.
   */
  static String ofGzip(String tag) {
    return isWeak(tag) ? tag : tag.replaceFirst("\"$", SUFFIX);
  }

  /** The tags of a condition without {@code -gzip}, as the services know them. */
  static String ofPlain(String condition) {
    return GZIP_TAG.matcher(condition).replaceAll("\"$1\"");
  }

  /** Whether {@code If-None-Match} has the answer's tag, in gzip or not, or {@code *}. */
  static boolean isHeld(List<String> ifNoneMatch, String tag) {
    return ifNoneMatch.stream().anyMatch(value -> value.strip().equals("*"))
        || isNamed(ifNoneMatch, tag)
        || isNamed(ifNoneMatch, ofGzip(tag));
  }

  /**
   * Whether {@code If-None-Match} has this tag. Weak and strong tags compare as equal, because
   * proxies weaken tags (RFC 9110, section 13.1.2).
   */
  static boolean isNamed(List<String> ifNoneMatch, String tag) {
    return ifNoneMatch.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .anyMatch(named -> strong(named.strip()).equals(strong(tag)));
  }

  private static boolean isWeak(String tag) {
    return tag.startsWith("W/");
  }

  private static String strong(String tag) {
    return isWeak(tag) ? tag.substring(2) : tag;
  }
}
