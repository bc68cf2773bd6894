package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.projects.ledger.entry.FundingSource;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An amount in a monthly report. Once the report is accepted, it is an entry of the ledger.
 *
 * @param amountYuan above 0
 */
@Schema(name = "ReportLine", description = "月报金额 / An amount of the month, in yuan")
public record ReportLine(
    @NotNull(message = "必填 / required") LedgerKind kind,
    @NotNull(message = "必填 / required") FundingSource source,
    @NotNull(message = "必填 / required")
        @Schema(description = "金额，元，大于 0 / Yuan, above 0", examples = "1250000.00", minimum = "0")
        BigDecimal amountYuan,
    @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Pattern(regexp = ReportLine.NO_FORMULA, message = ReportLine.NO_FORMULA_MESSAGE)
        @Schema(description = "凭证号或说明 / Voucher number or note", examples = "记-2023-06-018")
        @Nullable String reference) {

  private static final BigDecimal MAX_YUAN = new BigDecimal("1e13");

  static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    var line =
        word(kind)
            + ":"
            + word(source)
            + ":"
            + (amountYuan == null ? "" : amountYuan.toPlainString());
    return (reference == null ? line : line + ":" + reference).replace(';', '；');
  }

  /** Whether it has an amount of money: above 0, below 10¹³, at most two decimals. */
  boolean amountIsValid() {
    return amountYuan.signum() > 0
        && amountYuan.stripTrailingZeros().scale() <= 2
        && amountYuan.compareTo(MAX_YUAN) < 0;
  }

  /** A word in JSON; empty for one that a line of a file lacks. */
  private static String word(Enum<?> word) {
    return Objects.toString(word, "").toLowerCase(Locale.ROOT);
  }

  /** The reference without blanks around it; empty if there is none. */
  String noted() {
    return reference == null || Characters.isBlank(reference) ? "" : Characters.strip(reference);
  }
}
