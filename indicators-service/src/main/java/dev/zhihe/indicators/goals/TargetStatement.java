package dev.zhihe.indicators.goals;

import dev.zhihe.kit.json.Views;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One place where a document states a target. In a file it is {@code spb-145-st-plan-rev/table@179
 * ge ≥65}.
 */
@Schema(
    name = "TargetStatement",
    description =
        "表述 / One place where a document states the target; in a file document/place@line comparator words")
public record TargetStatement(
    @Schema(description = "Short id of the document", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    StatementPlace place,
    @Schema(description = "Line of the document", examples = "179") @Nullable Integer line,
    @Schema(description = "The comparator of these words") TargetComparator comparator,
    @Schema(description = "The value in the words of the document", examples = "≥65")
        @Nullable String words) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([^/@]{1,500})/)?(table|prose|表|正文)(?:@([1-9]\\d{0,6}))? (\\S+)(?: (\\S.{0,499}))?");

  /** Parses a statement. Null if the text is not one. */
  public static @Nullable TargetStatement parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches() || text.matches(".*[;；].*")) {
      return null;
    }
    var place = Views.constant(StatementPlace.class, form.group(2)).orElseThrow();
    return Views.constant(TargetComparator.class, form.group(4))
        .map(
            comparator ->
                new TargetStatement(
                    form.group(1),
                    place,
                    form.group(3) == null ? null : Integer.valueOf(form.group(3)),
                    comparator,
                    form.group(5)))
        .orElse(null);
  }

  /** The same with the document, if it names none. */
  TargetStatement in(@Nullable String other) {
    return document == null ? new TargetStatement(other, place, line, comparator, words) : this;
  }

  /** Whether it stands in this line of the document. */
  public boolean standsAt(@Nullable String other, @Nullable Integer otherLine) {
    return line != null && line.equals(otherLine) && Objects.equals(document, other);
  }

  /** The form that {@link #parse} reads. A semicolon would start the next item of a list. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    if (document != null) {
      text.append(document).append('/');
    }
    text.append(Views.word(place));
    if (line != null) {
      text.append('@').append(line);
    }
    text.append(' ').append(Views.word(comparator));
    if (words != null) {
      text.append(' ').append(words.replaceAll("[;；]", "，"));
    }
    return text.toString();
  }
}
