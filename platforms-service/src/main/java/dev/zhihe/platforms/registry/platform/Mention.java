package dev.zhihe.platforms.registry.platform;

import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One place where a document prints a platform. In a file it is {@code table-3@342}. */
@Schema(name = "Mention", description = "提及 / One place where a document prints the platform")
public record Mention(
    @Schema(description = "Part of the document", examples = "table-3") String source,
    @Schema(description = "Line of the document", examples = "342") int line) {

  private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9-]{0,99})@([1-9]\\d{0,6})");

  /** Parses a mention. Null if the text is not one. */
  public static @Nullable Mention parse(String text) {
    var form = FORM.matcher(text);
    return form.matches() ? new Mention(form.group(1), Integer.parseInt(form.group(2))) : null;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return source + "@" + line;
  }
}
