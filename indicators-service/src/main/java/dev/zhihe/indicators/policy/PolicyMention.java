package dev.zhihe.indicators.policy;

import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One place where a document names a policy. In a file it is {@code table-16@1062}. */
@Schema(name = "PolicyMention", description = "提及 / One place where a document names the policy")
public record PolicyMention(
    @Schema(description = "出处 / Part of the document", examples = "table-16") String source,
    @Schema(description = "行号 / Line of the document", examples = "1062") int line) {

  private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9-]{0,99})@([1-9]\\d{0,6})");

  /** Parses a mention. Null if the text is not one. */
  public static @Nullable PolicyMention parse(String text) {
    var form = FORM.matcher(text);
    return form.matches()
        ? new PolicyMention(form.group(1), Integer.parseInt(form.group(2)))
        : null;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return source + "@" + line;
  }
}
