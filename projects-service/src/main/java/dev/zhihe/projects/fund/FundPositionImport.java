package dev.zhihe.projects.fund;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.document.fund.Funds;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Imports fund positions as drafts. What an adopted one says is corrected by a row of another code,
 * for the same fund, body and month.
 */
@ApplicationScoped
class FundPositionImport implements ImportFamily<FundPosition, NewFundPosition> {
  private final Funds funds;
  private final FundPositions positions;
  private final InstantSource time;

  FundPositionImport(Funds funds, FundPositions positions, InstantSource time) {
    this.funds = funds;
    this.positions = positions;
    this.time = time;
  }

  @Override
  public Class<FundPosition> entity() {
    return FundPosition.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("fund", "基金"),
        required("body", "机构"),
        required("month", "月份"),
        required("committedYuan", "认缴"),
        required("raisedYuan", "到位"),
        required("investedYuan", "已投"),
        optional("comment", "说明"),
        readOnly("status", "状态"),
        optional("document", "来源文件"),
        optional("note", "备注"),
        readOnly("corrects", "所更正"),
        readOnly("correctedBy", "更正者"));
  }

  @Override
  public @Nullable NewFundPosition read(Row row) {
    var plan = row.code("plan");
    var month = LedgerMonth.of(row, "month");
    if (month != null) {
      LedgerMonth.requireBegun(month, time.instant(), row::refuse);
    }
    var amounts =
        new FundAmounts(
            row.yuan("committedYuan"), row.yuan("raisedYuan"), row.yuan("investedYuan"));
    if (row.readable("committedYuan", "raisedYuan", "investedYuan")) {
      amounts.requireNested(row::refuse);
    }
    var given =
        new NewFundPosition(
            row.code("code"),
            plan,
            row.referenceWithin(plan, "fund", funds::planOf),
            row.text("body"),
            month,
            amounts,
            row.text("comment"),
            row.text("document"),
            row.text("note"));
    return row.isValid() ? given : null;
  }

  /** Compares the rows with the other positions of their funds. */
  @Override
  public void review(Map<Row, NewFundPosition> chunk) {
    var stored = positions.byCode(chunk.values().stream().map(NewFundPosition::code).toList());
    var changed = new LinkedHashMap<Row, NewFundPosition>();
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (before == null || !(before.adopted() || before.isSameAs(given))) {
            changed.put(row, given);
          }
        });
    var codes = changed.values().stream().map(NewFundPosition::code).collect(Collectors.toSet());
    var others =
        positions.latestOf(
            changed.values().stream().map(NewFundPosition::fund).collect(Collectors.toSet()));
    var known = new KnownMonths(others, codes);
    changed.values().forEach(given -> known.put(given.fundMonth(), given.amounts()));
    var drafts = new HashMap<FundMonth, String>();
    var adopted = new HashMap<FundMonth, String>();
    for (var one : others) {
      if (!codes.contains(one.code())) {
        (one.adopted() ? adopted : drafts).put(one.fundMonth(), one.code());
      }
    }
    changed.forEach(
        (row, given) -> {
          var month = given.fundMonth();
          checkPlace(row, given, drafts.putIfAbsent(month, given.code()), adopted.get(month));
          var before = known.before(month);
          if (before != null) {
            given
                .amounts()
                .findings(before, given.comment() != null)
                .forEach(
                    (column, finding) ->
                        row.refuse(
                            column,
                            finding.code(),
                            "%1$s",
                            "%2$s",
                            finding.detail().zh(),
                            finding.detail().en()));
          }
        });
  }

  private static void checkPlace(
      Row row, NewFundPosition given, @Nullable String draft, @Nullable String adopted) {
    if (draft != null && !draft.equals(given.code())) {
      row.refuse(
          "month",
          "open",
          "该基金、机构和月份已有草案 %s",
          "there is a draft of that fund, body and month already: %s",
          draft);
    }
    if (adopted != null && given.comment() == null) {
      row.refuse(
          "comment",
          "comment-required",
          "更正已批准的 %s，请说明原因",
          "it corrects %s, which is adopted: say why",
          adopted);
    }
  }

  @Override
  public FundPosition create(NewFundPosition given, Row row) {
    return new FundPosition(given);
  }

  @Override
  public void change(FundPosition stored, NewFundPosition given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(FundPosition stored, Row row) {
    if (stored.adopted()) {
      row.refuse(
          "code",
          "adopted",
          "已批准；更正请另列一行，用新代码",
          "it is adopted: correct it by a row of another code");
    }
    return !stored.adopted() && Plan.BELONGING.stays(stored, row);
  }
}
