package dev.zhihe.platforms.registry.platform;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.operator.Operators;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Imports platforms. */
@ApplicationScoped
class PlatformImport implements ImportFamily<Platform, PlatformView> {
  /** What needs a second person: status, rank, what it is, and who acts for it. */
  private static final Set<String> BY_CHANGE =
      Set.of("type", "operator", "level", "certifications", "status");

  private final Operators operators;
  private final PlatformLinks links;

  PlatformImport(Operators operators, PlatformLinks links) {
    this.operators = operators;
    this.links = links;
  }

  @Override
  public Class<Platform> entity() {
    return Platform.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("name", "名称"),
        optional("aliases", "别名"),
        required("type", "平台类型"),
        optional("category", "类别"),
        optional("functions", "功能定位"),
        optional("directions", "产业方向"),
        required("stage", "进展阶段"),
        optional("location", "位置"),
        optional("operator", "运营单位"),
        optional("responsibleUnits", "责任单位"),
        optional("floorAreaM2", "空间面积"),
        optional("floorAreaPrinted", "空间面积原文"),
        optional("commissionYear", "投用年份"),
        optional("startYear", "起始年"),
        optional("endYear", "截止年"),
        optional("targetTechFirms", "科技型企业目标"),
        optional("targetHighTechFirms", "高新技术企业目标"),
        optional("targetOutputYuan", "产值目标"),
        optional("mode", "建设模式"),
        optional("keyItems", "重点内容"),
        optional("partOf", "所属平台"),
        optional("locatedIn", "所在平台"),
        optional("project", "对应项目"),
        optional("mentions", "提及"),
        optional("level", "认定级别"),
        optional("certifications", "认定"),
        optional("status", "在册状态"),
        readOnly("statusSince", "状态起始日"),
        readOnly("statusBy", "状态依据"),
        readOnly("addedOn", "新增起效日"),
        readOnly("addedBy", "新增依据"),
        readOnly("mergedInto", "并入平台"),
        optional("note", "备注"),
        optional("document", "来源文件"));
  }

  /**
   * A merger that is being approved takes along the rows that are within what it merges. The credit
   * code of an operator that gets platforms stays.
   */
  @Override
  public void lock(List<Row> rows) {
    links.lock(rows);
    operators.hold(Row.codes(rows, "operator"));
  }

  @Override
  public @Nullable PlatformView read(Row row) {
    return reader(List.of(row)).apply(row);
  }

  /** The operators that the rows name are read once for all. */
  @Override
  public Function<Row, @Nullable PlatformView> reader(List<Row> rows) {
    var known = operators.existing(Row.codes(rows, "operator"));
    return row -> read(row, known);
  }

  /**
   * As {@link #read(Row)}.
   *
   * @param known the operators that exist, as far as the row may name them
   */
  @Nullable PlatformView read(Row row, Set<String> known) {
    var startYear = row.year("startYear");
    var endYear = row.year("endYear");
    if (startYear != null && endYear != null && endYear < startYear) {
      row.refuse("endYear", "order", "不得早于 startYear（%d）", "not before startYear (%d)", startYear);
    }
    var view =
        new PlatformView(
            row.code("code"),
            row.area("area"),
            row.text("name"),
            row.list("aliases"),
            row.word("type", PlatformType.class),
            row.text("category"),
            row.list("functions"),
            row.list("directions"),
            row.word("stage", PlatformStage.class),
            row.text("location"),
            row.reference("operator", known::contains),
            row.names("responsibleUnits"),
            row.squareMetres("floorAreaM2"),
            row.text("floorAreaPrinted"),
            row.year("commissionYear"),
            startYear,
            endYear,
            row.whole("targetTechFirms", 0, 999_999_999),
            row.whole("targetHighTechFirms", 0, 999_999_999),
            row.yuan("targetOutputYuan"),
            row.list("mode"),
            row.list("keyItems"),
            PlatformLinks.partOf(row),
            row.code("locatedIn"),
            row.code("project"),
            row.list(
                "mentions",
                Mention::parse,
                "各处形如 table-3@342（出处@行号），以分号分隔",
                "mentions like table-3@342 (source@line), joined by ;"),
            row.word("level", PlatformLevel.class),
            row.list(
                "certifications",
                Certification::parse,
                Certification.FORM_ZH,
                Certification.FORM_EN),
            Objects.requireNonNullElse(
                row.word("status", PlatformStatus.class), PlatformStatus.ACTIVE),
            null,
            null,
            null,
            null,
            null,
            row.text("note"),
            row.text("document"));
    return row.isValid() ? view : null;
  }

  /** A platform may be part of, or located in, one of another row. */
  @Override
  public void review(Map<Row, PlatformView> chunk) {
    links.check(chunk);
  }

  /** A first registration needs one person. It is in the registry. */
  @Override
  public Platform create(PlatformView view, Row row) {
    if (view.status() != PlatformStatus.ACTIVE) {
      refuse(row, "status");
    }
    return new Platform(view);
  }

  /** Properties that need a second person, or that an approved change set, stay as they are. */
  @Override
  public boolean mayChange(Platform stored, Row row) {
    var before = Views.tree(stored.publication().body());
    var after = Views.tree(Views.write(stored.view()));
    var fixed = new TreeSet<>(stored.decided());
    fixed.addAll(BY_CHANGE);
    fixed.removeIf(property -> before.path(property).equals(after.path(property)));
    fixed.forEach(property -> refuse(row, property));
    return fixed.isEmpty();
  }

  private static void refuse(Row row, String property) {
    row.refuse(
        property,
        "by-registry-change",
        "须由登记变更更改（POST /v1/registry-changes），不由导入更改",
        "a change of the registry alone changes it (POST /v1/registry-changes)");
  }

  @Override
  public void change(Platform stored, PlatformView view) {
    stored.describe(view);
  }
}
