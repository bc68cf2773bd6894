package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.ledger.entry.FundingSource;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the amounts of a report in the form of downloads: {@code kind:source:yuan:reference},
 * joined by a semicolon. Two of them may be alike. {@link ReportChecks} checks the amounts.
 */
final class LinesCell {
  static final String COLUMN = "lines";

  private static final int MAX_REFERENCE = 500;
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,30}(?:\\.\\d{1,10})?");
  private static final Pattern NO_FORMULA = Pattern.compile(ReportLine.NO_FORMULA);

  /** A reference that swallows an amount, because a full-width semicolon stands before it. */
  private static final Pattern SWALLOWS =
      Pattern.compile(".*；[^:：；]*[:：][^:：；]*[:：]\\s*[-\\d].*", Pattern.DOTALL);

  private LinesCell() {}

  /** The amounts of a row; none, with an error, if one does not have the form. */
  static List<ReportLine> read(Row row) {
    var cell = row.cells().text(COLUMN);
    if (cell == null) {
      return List.of();
    }
    var lines = new ArrayList<ReportLine>();
    var stored = items(row.cells().stored(COLUMN)).collect(Collectors.toSet());
    for (var item : items(cell).toList()) {
      var line = line(item);
      if (line == null) {
        row.refuse(
            COLUMN,
            "shape",
            "各项应为 类型:来源:金额（元）:凭证号，以半角分号分隔，如 completed:fiscal:1250000:记-018；“%s”不是",
            "items as kind:source:yuan:reference joined by ; such as completed:fiscal:1250000:No. 18; not so is \"%s\"",
            Characters.shortened(item));
        return List.of();
      }
      // What was accepted as JSON is in the download, and comes back.
      if (!stored.contains(item)) {
        checkReference(row, line.noted());
      }
      lines.add(line);
    }
    if (lines.size() > NewProjectReport.MAX_LINES) {
      refuseTooMany(row, COLUMN);
    }
    return lines;
  }

  /** The stored amounts that a file without this column keeps. */
  static List<ReportLine> kept(Row row) {
    return items(row.cells().kept(COLUMN))
        .map(item -> Objects.requireNonNull(line(item), item))
        .toList();
  }

  private static Stream<String> items(@Nullable String cell) {
    return cell == null ? Stream.of() : Stream.of(cell.split(";", -1));
  }

  static void refuseTooMany(Row row, String column) {
    row.refuse(column, "list", "至多 %d 项", "at most %d items", NewProjectReport.MAX_LINES);
  }

  private static void checkReference(Row row, String reference) {
    if (SWALLOWS.matcher(reference).matches()) {
      row.refuse(
          COLUMN,
          "shape",
          "凭证号“%s”的全角分号之后像是另一项金额；各项以半角分号分隔",
          "behind a full-width semicolon of the reference \"%s\" seems to be another amount: join items by ;",
          Characters.shortened(reference));
    }
    if (Characters.length(reference) > MAX_REFERENCE) {
      row.refuse(
          COLUMN,
          "too-long",
          "凭证号至多 %d 个字符",
          "a reference has at most %d characters",
          MAX_REFERENCE);
    }
    if (!NO_FORMULA.matcher(reference).matches()) {
      row.refuse(
          COLUMN,
          "formula",
          "凭证号不可以 = 开头（电子表格会当作公式）",
          "a reference does not begin with =, which spreadsheets take for a formula");
    }
  }

  private static @Nullable ReportLine line(String item) {
    var parts = item.split("[:：]", 4);
    if (parts.length < 3) {
      return null;
    }
    var kind = Views.constant(LedgerKind.class, Characters.strip(parts[0]));
    var source = Views.constant(FundingSource.class, Characters.strip(parts[1]));
    var amount = Characters.halfWidth(Characters.strip(parts[2]));
    var reference = parts.length == 4 ? Characters.strip(parts[3]) : "";
    return kind.isEmpty() || source.isEmpty() || !AMOUNT.matcher(amount).matches()
        ? null
        : new ReportLine(
            kind.get(),
            source.get(),
            new BigDecimal(amount),
            Characters.isBlank(reference) ? null : reference);
  }
}
