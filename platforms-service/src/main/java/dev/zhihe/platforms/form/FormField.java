package dev.zhihe.platforms.form;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One figure that a form asks for. In a file it is {@code
 * name|required|minimum|maximum|labelZh|labelEn|explanationZh|explanationEn}. What the file leaves
 * out at the end is as in the built-in form.
 *
 * @param minimum smallest value; null for 0
 * @param maximum largest value; null for any
 */
@Schema(name = "FormField", description = "表式中的一项指标 / One figure that a form asks for")
public record FormField(
    @Schema(description = "填报字段 / Name of the report's field", examples = "occupiedAreaM2")
        @Heading("字段")
        String name,
    @Schema(description = "指标名称 / Name in Chinese", examples = "入驻面积") @Heading("指标名称")
        String labelZh,
    @Schema(description = "英文名称 / Name in English", examples = "Occupied area") @Heading("英文名称")
        String labelEn,
    @Schema(description = "计量单位；文字没有 / Unit; absent for a text", examples = "m2") @Heading("计量单位")
        @Nullable FormUnit unit,
    @Schema(description = "是否必填 / Whether it must be given", examples = "true") @Heading("必填")
        boolean required,
    @Schema(description = "最小值；没有则为 0 / Smallest value; absent for 0", examples = "0")
        @Heading("最小值")
        @Nullable BigDecimal minimum,
    @Schema(description = "最大值；没有则不限 / Largest value; absent for any", examples = "50000")
        @Heading("最大值")
        @Nullable BigDecimal maximum,
    @Schema(description = "指标解释 / Explanation in Chinese", examples = "期末已出租或已使用的面积")
        @Heading("指标解释")
        String explanationZh,
    @Schema(
            description = "英文解释 / Explanation in English",
            examples = "Area let or used at the end of the period")
        @Heading("英文解释")
        String explanationEn) {

  /** What {@link #parse} reads, for errors. */
  static final String FORM_ZH =
      "各项形如 occupiedAreaM2|required|0|50000|入驻面积|Occupied area|解释|Explanation，后面的部分可省略；第二部分为 required 或 optional，名称不超过 40 字，解释不超过 200 字，最小值不大于最大值";

  static final String FORM_EN =
      "items like occupiedAreaM2|required|0|50000|入驻面积|Occupied area|解释|Explanation, whose last parts may be left out; the second part is required or optional, names have up to 40 characters, explanations up to 200, the minimum is at most the maximum";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,13}(?:\\.\\d{1,2})?");
  private static final int MAX_LABEL = 40;
  private static final int MAX_EXPLANATION = 200;

  /** Parses a field. Null if the text is not one. */
  public static @Nullable FormField parse(String text) {
    var parts = text.split("\\|", 9);
    var field = ReportField.of(Characters.strip(parts[0]));
    if (field == null || parts.length > 8) {
      return null;
    }
    var required = part(parts.length > 1 ? parts[1] : "", field.always() ? "required" : "optional");
    var minimum = parts.length > 2 ? Characters.strip(parts[2]) : "";
    var maximum = parts.length > 3 ? Characters.strip(parts[3]) : "";
    var isText = field.unit() == null;
    if (!required.matches("required|optional|必填|选填")
        || !isBound(minimum, isText)
        || !isBound(maximum, isText)) {
      return null;
    }
    var read =
        new FormField(
            field.field(),
            part(parts.length > 4 ? parts[4] : "", field.label().zh()),
            part(parts.length > 5 ? parts[5] : "", field.label().en()),
            field.unit(),
            required.equals("required") || required.equals("必填"),
            minimum.isEmpty() ? null : new BigDecimal(minimum),
            maximum.isEmpty() ? null : new BigDecimal(maximum),
            part(parts.length > 6 ? parts[6] : "", field.explanation().zh()),
            part(parts.length > 7 ? parts[7] : "", field.explanation().en()));
    return read.isSound() ? read : null;
  }

  private static String part(String given, String usual) {
    var part = Characters.strip(given);
    return part.isEmpty() ? usual : part;
  }

  private static boolean isBound(String text, boolean isText) {
    return text.isEmpty() || (!isText && NUMBER.matcher(text).matches());
  }

  private boolean isSound() {
    return Characters.length(labelZh) <= MAX_LABEL
        && Characters.length(labelEn) <= MAX_LABEL
        && Characters.length(explanationZh) <= MAX_EXPLANATION
        && Characters.length(explanationEn) <= MAX_EXPLANATION
        && (minimum == null || maximum == null || minimum.compareTo(maximum) <= 0);
  }

  /** The form that {@link #parse} reads. In a list, semicolons separate items. */
  @Override
  public String toString() {
    return String.join(
        "|",
        plain(name),
        required ? "required" : "optional",
        minimum == null ? "" : minimum.toPlainString(),
        maximum == null ? "" : maximum.toPlainString(),
        plain(labelZh),
        plain(labelEn),
        plain(explanationZh),
        plain(explanationEn));
  }

  /** Of a JSON body any text may be missing. */
  private static String plain(@Nullable String text) {
    return Objects.requireNonNullElse(text, "")
        .replace('|', '/')
        .replace(';', ',')
        .replace('；', '，');
  }
}
