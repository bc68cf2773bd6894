package dev.zhihe.platforms.registry.platform;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A recognition or filing of a platform. In a file it is {@code
 * 市级科技企业孵化器@municipal@2023-03-01@2026-02-28@关于公布孵化器名单的通知@渝科局发〔2023〕10号}; what is missing at the end
 * is left out.
 */
@Schema(name = "Certification", description = "认定 / A recognition or filing of the platform")
public record Certification(
    @Schema(description = "认定名称 / What it is recognised as", examples = "市级科技企业孵化器") String name,
    @Nullable PlatformLevel level,
    @Schema(description = "认定日期 / Day of the recognition", examples = "2023-03-01")
        LocalDate certifiedOn,
    @Schema(description = "有效期至；缺省为长期 / Last day; absent if it has none", examples = "2026-02-28")
        @Nullable LocalDate validUntil,
    @Schema(description = "认定文件 / Title of the document", examples = "关于公布孵化器名单的通知")
        @Nullable String document,
    @Schema(description = "文号 / Number of that document", examples = "渝科局发〔2023〕10号")
        @Nullable String documentNumber) {

  /** What the form of a file expects, in Chinese. */
  static final String FORM_ZH =
      "各项形如 市级科技企业孵化器@municipal@2023-03-01@2026-02-28@认定文件@文号（名称@级别@认定日期@有效期至@文件@文号，后几项可省略），以分号分隔；文字至多 200 个字符，不含 @ 和分号，有效期不早于认定日期";

  /** As {@link #FORM_ZH}, in English. */
  static final String FORM_EN =
      "items like 市级科技企业孵化器@municipal@2023-03-01@2026-02-28@document@number (name@level@day@last day@document@number, without what is missing at the end), joined by ;, texts of at most 200 characters without @ and semicolons, the last day not before the first";

  private static final int MAX_LENGTH = 200;
  private static final Pattern DIVIDERS = Pattern.compile("[@;；]");

  /** Refuses texts that the form of a file could not hold. */
  public Certification {
    if (Stream.of(name, document, documentNumber)
        .filter(Objects::nonNull)
        .anyMatch(text -> DIVIDERS.matcher(text).find())) {
      throw new IllegalArgumentException("no @ and no semicolon / 不含 @ 和分号");
    }
  }

  /** Parses a certification. Null if the text is not one. */
  public static @Nullable Certification parse(String text) {
    var parts = new ArrayList<@Nullable String>();
    for (var part : text.split("@", -1)) {
      parts.add(Characters.isBlank(part) ? null : Characters.strip(part));
    }
    if (parts.size() > 6) {
      return null;
    }
    while (parts.size() < 6) {
      parts.add(null);
    }
    var level = parts.get(1) == null ? null : Views.constant(PlatformLevel.class, parts.get(1));
    var from = day(parts.get(2));
    var until = day(parts.get(3));
    var isSound =
        parts.get(0) != null
            && from != null
            && (level == null || level.isPresent())
            && (parts.get(3) == null || (until != null && !until.isBefore(from)))
            && List.of(0, 4, 5).stream().allMatch(place -> isText(parts.get(place)));
    return isSound
        ? new Certification(
            Objects.requireNonNull(parts.get(0)),
            level == null ? null : level.get(),
            Objects.requireNonNull(from),
            until,
            parts.get(4),
            parts.get(5))
        : null;
  }

  private static boolean isText(@Nullable String part) {
    return part == null || (Characters.length(part) <= MAX_LENGTH && !part.startsWith("="));
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      return text == null || text.length() != 10 ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    var form =
        Stream.of(
                name,
                level == null ? null : Views.word(level),
                certifiedOn,
                validUntil,
                document,
                documentNumber)
            .map(part -> part == null ? "" : part.toString())
            .toList();
    var last = form.size();
    while (form.get(last - 1).isEmpty()) {
      last--;
    }
    return String.join("@", form.subList(0, last));
  }
}
