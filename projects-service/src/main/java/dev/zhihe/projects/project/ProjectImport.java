package dev.zhihe.projects.project;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.programme.Programmes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Imports projects. Their years are not checked against the plan's years, because documents name
 * projects that begin before or end after the plan.
 */
@ApplicationScoped
class ProjectImport implements ImportFamily<Project, ProjectView> {
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
        optional("sequence", "序号"),
        optional("sequencePrinted", "原文序号"),
        required("name", "项目名称"),
        optional("aliases", "别名"),
        optional("location", "建设地点"),
        optional("startYear", "起始年"),
        optional("endYear", "截止年"),
        optional("leadUnits", "牵头责任单位"),
        optional("leadUnitsPrinted", "原文牵头责任单位"),
        optional("tags", "项目标签"),
        optional("tagsPrinted", "原文项目标签"),
        optional("directions", "产业方向"),
        optional("constructionNature", "建设性质"),
        optional("currentWork", "当前主要工作"),
        required("stage", "进展阶段"),
        optional("areaMinM2", "面积下限"),
        optional("areaMaxM2", "面积上限"),
        optional("areaKind", "面积口径"),
        optional("landAreaMu", "用地面积"),
        optional("contents", "建设内容"),
        optional("facts", "要点"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
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
    if (least != null && most != null && most.compareTo(least) < 0) {
      row.refuse(
          "areaMaxM2", "order", "不得小于下限 %s", "not below the lower end %s", least.toPlainString());
    }
    var land = row.decimal("landAreaMu");
    if (land != null && land.signum() < 0) {
      row.refuse("landAreaMu", "mu", "应为面积（亩），不为负", "mu, not negative");
    }
    var view =
        new ProjectView(
            row.code("code"),
            plan,
            row.area("area"),
            row.referenceWithin(plan, "programme", programmes::planOf),
            row.whole("sequence", 1, 1_000_000),
            row.whole("sequencePrinted", 1, 1_000_000),
            row.text("name"),
            row.list("aliases"),
            row.text("location"),
            start,
            end,
            row.names("leadUnits"),
            printed(row, "leadUnitsPrinted"),
            row.names("tags"),
            printed(row, "tagsPrinted"),
            row.list("directions"),
            row.word("constructionNature", ConstructionNature.class),
            row.text("currentWork"),
            row.word("stage", ProjectStage.class),
            least,
            most,
            row.text("areaKind"),
            land,
            row.list("contents"),
            row.list("facts"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? view : null;
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
   * A project never changes its plan. Once sums by programme are published, it does not change its
   * programme either: the sums would change without any change of an investment plan.
   */
  @Override
  public boolean mayChange(Project stored, Row row) {
    var stays = Plan.BELONGING.stays(stored, row);
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
}
