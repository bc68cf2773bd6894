package dev.zhihe.platforms.registry.goal;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;
import static dev.zhihe.kit.tables.Column.requiredMeasured;

import dev.zhihe.kit.imports.Belonging;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Imports targets of platforms. */
@ApplicationScoped
class PlatformTargetImport implements ImportFamily<PlatformTarget, PlatformTargetView> {
  private static final Belonging PLATFORM = new Belonging("platform", new Text("平台", "platform"));
  private static final BigDecimal MAX = BigDecimal.TEN.pow(13);

  private final Platforms platforms;
  private final PlatformTargets targets;

  PlatformTargetImport(Platforms platforms, PlatformTargets targets) {
    this.platforms = platforms;
    this.targets = targets;
  }

  @Override
  public Class<PlatformTarget> entity() {
    return PlatformTarget.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("platform", "平台"),
        required("measure", "计量内容"),
        required("comparator", "比较符"),
        requiredMeasured("value", "目标值"),
        optional("countedFrom", "起算日期"),
        required("deadline", "截止日期"),
        optional("statements", "各处表述"),
        optional("note", "备注"),
        optional("document", "来源文件"),
        readOnly("statedFor", "原定平台"),
        readOnly("closedOn", "停止考核日"),
        readOnly("closedBy", "停止依据"));
  }

  /**
   * A merger that is being approved takes along the target, or refuses it. As it does, the
   * platforms are locked before their targets.
   */
  @Override
  public void lock(List<Row> rows) {
    platforms.held(Row.codes(rows, "platform"));
  }

  @Override
  public Function<Row, @Nullable PlatformTargetView> reader(List<Row> rows) {
    platforms.byCode(Row.codes(rows, "platform"));
    return this::read;
  }

  @Override
  public @Nullable PlatformTargetView read(Row row) {
    var area = row.area("area");
    var measure = row.word("measure", PlatformMeasure.class);
    var countedFrom = row.date("countedFrom");
    var deadline = row.date("deadline");
    checkDays(row, measure, countedFrom, deadline);
    var view =
        new PlatformTargetView(
            row.code("code"),
            area,
            row.referenceWithin(area, "platform", platforms::areaOf),
            measure,
            row.word("comparator", PlatformTargetComparator.class),
            value(row, measure),
            countedFrom,
            deadline,
            row.list(
                "statements",
                PlatformTargetStatement::parse,
                "各处形如 table-10@557 12 亿（出处@行号，空格，原文），以分号分隔",
                "statements like table-10@557 12 亿 (source@line, a space, the words), joined by ;"),
            row.text("note"),
            row.text("document"),
            null,
            null,
            null);
    return row.isValid() ? view : null;
  }

  @NullUnmarked
  private static BigDecimal value(Row row, @Nullable PlatformMeasure measure) {
    var value =
        row.decimal(
            "value", measure == null ? null : measure.unit(), measure == null ? null : "measure");
    if (value == null || measure == null) {
      return value;
    }
    var decimals = measure.decimals();
    return value.signum() >= 0
            && value.compareTo(MAX) < 0
            && value.stripTrailingZeros().scale() <= decimals
        ? measure.normal(value)
        : row.refuse(
            "value",
            "target-value",
            "单位为%s：应为 0 以上、10 万亿以下的数，至多 %d 位小数",
            "in %s: from 0 to below 10,000,000,000,000 with at most %d decimals",
            measure.unit(),
            decimals);
  }

  /** Figures of periods are added up from a day on; a figure at the end needs no such day. */
  private static void checkDays(
      Row row,
      @Nullable PlatformMeasure measure,
      @Nullable LocalDate countedFrom,
      @Nullable LocalDate deadline) {
    if (measure != null && row.readable("countedFrom")) {
      if (measure.addsUp() && countedFrom == null) {
        row.refuse(
            "countedFrom",
            "counted-from",
            "累加的计量内容须有起算日期",
            "required: the figures of this measure are added up from a day on");
      } else if (!measure.addsUp() && countedFrom != null) {
        row.refuse(
            "countedFrom",
            "counted-from",
            "以截止日数值计的计量内容没有起算日期",
            "empty: of this measure the figure at the deadline counts");
      }
    }
    if (countedFrom != null && deadline != null && deadline.isBefore(countedFrom)) {
      row.refuse("deadline", "order", "不得早于起算日期 %s", "not before countedFrom (%s)", countedFrom);
    }
  }

  @Override
  public Object naturalKey(PlatformTargetView view) {
    return PlatformTargets.key(view);
  }

  @Override
  public @Nullable String codeOf(PlatformTargetView view) {
    return targets.codeOf(view);
  }

  @Override
  public PlatformTarget create(PlatformTargetView view, Row row) {
    var platform = platforms.findById(view.platform());
    var departure = platform == null ? null : platforms.departureOf(platform);
    if (departure != null) {
      row.refuse(
          "platform", "withdrawn", "%1$s", "%2$s", departure.text().zh(), departure.text().en());
    }
    return new PlatformTarget(view);
  }

  @Override
  public void change(PlatformTarget stored, PlatformTargetView view) {
    stored.describe(view);
  }

  /** A target stays with its platform. */
  @Override
  public boolean mayChange(PlatformTarget stored, Row row) {
    if (stored.closed()) {
      row.refuse(
          "code",
          "closed",
          "目标因平台合并已停止考核，不再更改",
          "a merger of its platform closed the target: it does not change any more");
    }
    return PLATFORM.stays(stored, row) && !stored.closed();
  }
}
