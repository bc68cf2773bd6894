package dev.zhihe.platforms.occupancy.attachment;

import dev.zhihe.kit.problem.Characters;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of attached files: as they are given, without a folder, and as they are sent. */
final class AttachmentName {
  private static final int MAX_LENGTH = 150;
  private static final Pattern EXTENDED =
      Pattern.compile("filename\\*\\s*=\\s*UTF-8''([^;\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLAIN =
      Pattern.compile("filename\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}/\\\\:*?\"<>|]");

  private AttachmentName() {}

  /**
   * The name of an uploaded file: that of the parameter, else that of the header, else the kind.
   *
   * @param disposition {@code Content-Disposition} (RFC 6266)
   */
  static String of(@Nullable String parameter, @Nullable String disposition, AttachmentKind kind) {
    var given = parameter == null ? inHeader(disposition) : parameter;
    var file = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    var safe = Characters.strip(UNSAFE.matcher(file).replaceAll("_"));
    if (safe.isEmpty() || safe.chars().allMatch(one -> one == '.' || one == '_')) {
      return "scan." + kind.ending();
    }
    return Characters.length(safe) <= MAX_LENGTH
        ? safe
        : safe.substring(0, safe.offsetByCodePoints(0, MAX_LENGTH));
  }

  private static String inHeader(@Nullable String disposition) {
    if (disposition == null) {
      return "";
    }
    var extended = EXTENDED.matcher(disposition);
    if (extended.find()) {
      try {
        return URLDecoder.decode(extended.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException malformed) {
        return "";
      }
    }
    var plain = PLAIN.matcher(disposition);
    if (!plain.find()) {
      return "";
    }
    return plain.group(1) == null ? plain.group(2) : plain.group(1);
  }

  /** The header of a download (RFC 6266). A browser saves the file and does not show it. */
  static String disposition(String name, String sha256, String mediaType) {
    var ending = mediaType.substring(mediaType.indexOf('/') + 1);
    return "attachment; filename=\"%s.%s\"; filename*=UTF-8''%s"
        .formatted(
            sha256.substring(0, 12),
            ending,
            URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A"));
  }
}
