package dev.zhihe.platforms.occupancy.rule;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports limits as drafts. Adopted ones are followed by a row of another code and day. */
@ApplicationScoped
class OccupancyRuleImport implements ImportFamily<OccupancyRule, NewOccupancyRule> {
  private static final int MIN_PERCENT = 110;
  private static final int MAX_PERCENT = 10_000;
  private static final int MAX_SPREADS = 10;
  private static final int MIN_PEERS = 5; // fewer would show what single ones have
  private static final int MAX_PEERS = 100;
  private static final int MAX_COMPARISONS = 5;

  private final OccupancyRules rules;

  OccupancyRuleImport(OccupancyRules rules) {
    this.rules = rules;
  }

  @Override
  public Class<OccupancyRule> entity() {
    return OccupancyRule.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("effectiveOn", "起效日期"),
        optional("stockJumpPercent", "存量变动限值"),
        optional("flowJumpPercent", "金额变动限值"),
        optional("yearJumpPercent", "同比变动限值"),
        optional("peerSpreads", "同类离群限值"),
        optional("peersAtLeast", "同类最少家数"),
        optional("slipComparisons", "单位误填一致项数"),
        required("reason", "理由"),
        optional("document", "依据文件"),
        readOnly("status", "状态"));
  }

  @Override
  public @Nullable NewOccupancyRule read(Row row) {
    var code = row.code("code");
    var area = row.area("area");
    var effectiveOn = row.date("effectiveOn");
    var usual = RuleLimits.DEFAULT;
    var limits =
        new RuleLimits(
            percent(row, "stockJumpPercent", usual.stockJumpPercent()),
            percent(row, "flowJumpPercent", usual.flowJumpPercent()),
            percent(row, "yearJumpPercent", usual.yearJumpPercent()),
            whole(row, "peerSpreads", 1, MAX_SPREADS, usual.peerSpreads()),
            whole(row, "peersAtLeast", MIN_PEERS, MAX_PEERS, usual.peersAtLeast()),
            whole(row, "slipComparisons", 1, MAX_COMPARISONS, usual.slipComparisons()));
    var reason = row.text("reason");
    var document = row.text("document");
    if (code != null && area != null && !code.startsWith(area + "-")) {
      row.refuse(
          "code",
          "area-prefix",
          "代码须以 %s- 开头，如 %s-limits-2026",
          "the code begins with %s-, as in %s-limits-2026",
          area,
          area);
    }
    return row.isValid()
        ? new NewOccupancyRule(code, area, effectiveOn, limits, reason, document)
        : null;
  }

  private static int percent(Row row, String column, int usual) {
    return whole(row, column, MIN_PERCENT, MAX_PERCENT, usual);
  }

  private static int whole(Row row, String column, int least, int most, int usual) {
    var value = row.whole(column, least, most);
    return value == null ? usual : value;
  }

  /** An area has one set of limits for a day. */
  @Override
  public Object naturalKey(NewOccupancyRule given) {
    return List.of(given.area(), given.effectiveOn());
  }

  @Override
  public @Nullable String codeOf(NewOccupancyRule given) {
    return rules.codeOf(given.area(), given.effectiveOn());
  }

  @Override
  public boolean rowsAreIndependent() {
    return true;
  }

  @Override
  public OccupancyRule create(NewOccupancyRule given, Row row) {
    return new OccupancyRule(given);
  }

  @Override
  public void change(OccupancyRule stored, NewOccupancyRule given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(OccupancyRule stored, Row row) {
    if (stored.adopted()) {
      row.refuse(
          "code",
          "adopted",
          "限值已批准；请另列一行，用新代码和另一起效日期",
          "it is adopted: add a row of another code, from another day on");
      return false;
    }
    return true;
  }
}
