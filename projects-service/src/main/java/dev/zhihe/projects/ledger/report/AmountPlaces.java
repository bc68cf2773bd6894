package dev.zhihe.projects.ledger.report;

import dev.zhihe.projects.ledger.entry.LedgerKind;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where errors of amounts are told.
 *
 * @param columns the column of each line of a row; empty for a body
 */
record AmountPlaces(List<String> columns) {
  /** The fields of a body. */
  static final AmountPlaces OF_BODY = new AmountPlaces(List.of());

  /** All lines are in one column. */
  static AmountPlaces allIn(String column, int lines) {
    return new AmountPlaces(Collections.nCopies(lines, column));
  }

  /** Where an error of one line is told. */
  String ofLine(int place) {
    return columns.isEmpty() ? "lines/" + place + "/amountYuan" : columns.get(place);
  }

  /** Where an error of the sum of a kind is told: in a row, at the largest amount of that kind. */
  String ofKind(List<ReportLine> lines, LedgerKind kind) {
    return columns.isEmpty()
        ? "lines"
        : IntStream.range(0, lines.size())
            .filter(place -> lines.get(place).kind() == kind)
            .boxed()
            .max(Comparator.comparing(place -> lines.get(place).amountYuan()))
            .map(columns::get)
            .orElseThrow();
  }
}
