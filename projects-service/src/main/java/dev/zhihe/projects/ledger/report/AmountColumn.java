package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.projects.ledger.entry.FundingSource;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A column for the amount of one kind and source, as people fill it in. */
record AmountColumn(LedgerKind kind, FundingSource source) {
  /** One for each kind and source. */
  static final List<AmountColumn> ALL =
      Stream.of(LedgerKind.values())
          .flatMap(
              kind ->
                  Stream.of(FundingSource.values()).map(source -> new AmountColumn(kind, source)))
          .toList();

  /** The column of a line. */
  static AmountColumn of(ReportLine line) {
    return new AmountColumn(line.kind(), line.source());
  }

  /** An amount of the column, without a reference. */
  ReportLine line(BigDecimal amount) {
    return new ReportLine(kind, source, amount, null);
  }

  /** Its name, such as {@code completedFiscalYuan}. */
  String name() {
    var word = Views.word(source);
    return Views.word(kind)
        + word.substring(0, 1).toUpperCase(Locale.ROOT)
        + word.substring(1)
        + "Yuan";
  }

  /** The column, with its Chinese name, such as 完成·财政. */
  Column column() {
    return Column.optional(name(), kindZh() + "·" + sourceZh());
  }

  private String kindZh() {
    return switch (kind) {
      case ARRANGED -> "到位";
      case COMPLETED -> "完成";
      case PAID -> "支付";
    };
  }

  private String sourceZh() {
    return switch (source) {
      case FISCAL -> "财政";
      case ENTERPRISE -> "企业";
      case FUND -> "基金";
      case SOCIAL -> "社会";
    };
  }
}
