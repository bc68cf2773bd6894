package dev.zhihe.platforms.registry.goal;

import dev.zhihe.platforms.registry.platform.Mention;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One place where a document states a target of a platform, with its words. In a file it is {@code
 * table-10@557 12 亿}.
 */
@Schema(
    name = "PlatformTargetStatement",
    description =
        "表述 / One place where the document states the target; in a file source@line and the words")
public record PlatformTargetStatement(
    @Schema(description = "Part of the document", examples = "table-10") String source,
    @Schema(description = "Line of the document", examples = "557") int line,
    @Schema(description = "原文 / The words of the document", examples = "12 亿")
        @Nullable String words) {

  private static final int MAX_WORDS = 500;

  /** Parses a statement. Null if the text is not one. */
  static @Nullable PlatformTargetStatement parse(String text) {
    var space = text.indexOf(' ');
    var place = Mention.parse(space < 0 ? text : text.substring(0, space));
    var words = space < 0 ? null : text.substring(space + 1);
    return place == null || (words != null && !areWords(words))
        ? null
        : new PlatformTargetStatement(place.source(), place.line(), words);
  }

  /** Whether the words can stand in a list of a file, whose items semicolons divide. */
  private static boolean areWords(String words) {
    return !words.isBlank()
        && words.equals(words.strip())
        && !words.contains(";")
        && !words.contains("；")
        && words.codePointCount(0, words.length()) <= MAX_WORDS;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    var place = source + "@" + line;
    return words == null ? place : place + " " + words;
  }
}
