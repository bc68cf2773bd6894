package dev.zhihe.projects.project;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.programme.Programmes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Imports projects. Their years are not checked against the plan's years, because documents name
 * projects that begin before or end after the plan.
 */
@ApplicationScoped
class ProjectImport implements ImportFamily<Project, ProjectView> {
  /** Its check digits are not public. Source: GB/T 40058-2021. */
  private static final Pattern NATIONAL_CODE =
      Pattern.compile("\\d{4}-\\d{6}-\\d{2}-\\d{2}-\\d{6}");

  private static final Pattern EXTERNAL_ID =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,49}:\\S(?:.{0,98}\\S)?");

  private final Programmes programmes;
  private final Projects projects;

  ProjectImport(Programmes programmes, Projects projects) {
    this.programmes = programmes;
    this.projects = projects;
  }

  @Override
  public Class<Project> entity() {
    return Project.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("area", "行政区划代码"),
        required("programme", "项目类别"),
        optional("programmes", "各类别份额"),
        optional("sequence", "序号"),
        optional("sequencePrinted", "原文序号"),
        required("name", "项目名称"),
        optional("aliases", "别名"),
        optional("nationalCode", "投资项目代码"),
        optional("externalIds", "外部编号"),
        optional("location", "建设地点"),
        optional("startYear", "起始年"),
        optional("endYear", "截止年"),
        optional("leadUnits", "牵头责任单位"),
        optional("leadUnitsPrinted", "原文牵头责任单位"),
        optional("participatingUnits", "参与单位"),
        optional("participatingUnitsPrinted", "原文参与单位"),
        optional("tags", "项目标签"),
        optional("tagsPrinted", "原文项目标签"),
        optional("directions", "产业方向"),
        optional("constructionNature", "建设性质"),
        optional("currentWork", "当前主要工作"),
        required("stage", "进展阶段"),
        readOnly("stages", "阶段变更"),
        optional("areaMinM2", "面积下限"),
        optional("areaMaxM2", "面积上限"),
        optional("areaKind", "面积口径"),
        optional("landAreaMinM2", "用地面积下限"),
        optional("landAreaMaxM2", "用地面积上限"),
        optional("landAreaMu", "用地面积"),
        optional("contents", "建设内容"),
        optional("facts", "要点"),
        optional("platforms", "所服务平台"),
        optional("indicators", "所服务指标"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"),
        readOnly("listedFrom", "列入规划日期"),
        readOnly("listedBy", "据以列入的项目变动"),
        readOnly("listedUntil", "退出规划日期"),
        readOnly("unlistedBy", "据以退出的项目变动"),
        readOnly("mergedInto", "并入项目"));
  }

  @Override
  public @Nullable ProjectView read(Row row) {
    var plan = row.code("plan");
    var start = row.year("startYear");
    var end = row.year("endYear");
    var least = row.squareMetres("areaMinM2");
    var most = row.squareMetres("areaMaxM2");
    if (start != null && end != null && end < start) {
      row.refuse("endYear", "order", "不得早于起始年 %d", "not before the first year %d", start);
    }
    LandArea.requireOrder(row, "areaMaxM2", least, most);
    var land = LandArea.of(row);
    var programme = row.referenceWithin(plan, "programme", programmes::planOf);
    var stage = row.word("stage", ProjectStage.class);
    var view =
        new ProjectView(
            row.code("code"),
            plan,
            row.area("area"),
            programme,
            shares(row, plan, programme),
            row.whole("sequence", 1, 1_000_000),
            row.whole("sequencePrinted", 1, 1_000_000),
            row.text("name"),
            row.list("aliases"),
            row.matching(
                "nationalCode",
                NATIONAL_CODE,
                "投资项目代码形如 2101-500106-04-01-123456（GB/T 40058-2021）",
                "a national project code such as 2101-500106-04-01-123456 (GB/T 40058-2021)"),
            row.list(
                "externalIds",
                text -> EXTERNAL_ID.matcher(text).matches() ? text : null,
                "外部编号形如 体系:编号，体系为小写字母、数字和连字符",
                "identifiers as scheme:identifier, the scheme in lower-case letters, digits and hyphens"),
            row.text("location"),
            start,
            end,
            row.names("leadUnits"),
            printed(row, "leadUnitsPrinted"),
            row.names("participatingUnits"),
            printed(row, "participatingUnitsPrinted"),
            row.names("tags"),
            printed(row, "tagsPrinted"),
            row.list("directions"),
            row.word("constructionNature", ConstructionNature.class),
            row.text("currentWork"),
            stage,
            stage == null ? List.of() : List.of(StageChange.entered(stage)),
            least,
            most,
            row.text("areaKind"),
            land.minM2(),
            land.maxM2(),
            land.mu(),
            row.list("contents"),
            row.list("facts"),
            codes(row, "platforms"),
            codes(row, "indicators"),
            row.text("document"),
            row.line("sourceLine"),
            null,
            null,
            null,
            null,
            null);
    return row.isValid() ? view : null;
  }

  /** The shares of programmes, of the same plan as the row. Refuses shares of less or of more. */
  private List<ProgrammeShare> shares(Row row, String plan, String programme) {
    var column = "programmes";
    var shares =
        row.list(
            column,
            ProgrammeShare::parse,
            "各项形如 500106-145-c1:60（%%），大于 0，至多两位小数，以分号分隔",
            "shares like 500106-145-c1:60 (percent), above 0, with at most two decimals, joined by ;");
    if (shares.isEmpty()) {
      return shares;
    }
    var codes = shares.stream().map(ProgrammeShare::programme).toList();
    if (new HashSet<>(codes).size() < codes.size()) {
      row.refuse(column, "shares", "一个类别只有一项份额", "a programme has one share");
    } else if (!ProgrammeShare.isWhole(shares)) {
      row.refuse(
          column,
          "shares",
          "份额合计应为 100，现为 %s",
          "the shares add up to 100, not to %s",
          ProgrammeShare.sum(shares).toPlainString());
    }
    if (row.readable("programme") && !codes.contains(programme)) {
      row.refuse(
          column, "shares", "应含主类别 %s", "the primary programme %s has one of them", programme);
    }
    for (var code : codes) {
      var actual = programmes.planOf(code);
      if (actual == null) {
        row.refuse(column, "unknown-reference", "没有类别 %s", "there is no programme %s", code);
      } else if (plan != null && !actual.equals(plan)) {
        row.refuse(
            column,
            "elsewhere",
            "%s 属于 %s，而非 %s",
            "%s belongs to %s, not to %s",
            code,
            actual,
            plan);
      }
    }
    return shares;
  }

  private static List<String> codes(Row row, String column) {
    return row.list(
        column,
        text -> Characters.CODE.matcher(text).matches() ? text : null,
        "代码只含小写字母、数字和连字符，以分号分隔",
        "codes of lower-case letters, digits and hyphens, joined by ;");
  }

  private static @Nullable List<String> printed(Row row, String column) {
    var names = row.names(column);
    return names.isEmpty() ? null : names;
  }

  @Override
  public Project create(ProjectView view, Row row) {
    return new Project(view);
  }

  @Override
  public void change(Project stored, ProjectView view) {
    stored.describe(view);
  }

  /**
   * A project never changes its plan, and its stage by a dated change alone. Once sums by programme
   * are published, it does not change its programme either: the sums would change without any
   * change of an investment plan.
   */
  @Override
  public boolean mayChange(Project stored, Row row) {
    var stays = Plan.BELONGING.stays(stored, row) && stageStays(stored, row);
    var programme = Views.tree(stored.publication().body()).path("programme").asText();
    var moves = !programme.equals(row.code("programme"));
    if (stays && moves && projects.areSummed(stored.plan())) {
      row.refuse(
          "programme",
          "adopted",
          "规划的投资计划已批准，项目类别仍为 %s，只能经批准的调整变更",
          "it stays in %s: the investment plans of its plan are adopted and summed by programme",
          programme);
      return false;
    }
    return stays;
  }

  private static boolean stageStays(Project stored, Row row) {
    var stage = Views.tree(stored.publication().body()).path("stage").asText();
    var stays = stage.equals(Views.word(stored.stage()));
    if (!stays) {
      row.refuse(
          "stage",
          "stage-change",
          "仍为 %1$s；变更阶段请用 POST /v1/projects/%2$s/stage-changes",
          "it stays %1$s: change the stage with POST /v1/projects/%2$s/stage-changes",
          stage,
          stored.code());
    }
    return stays;
  }
}
