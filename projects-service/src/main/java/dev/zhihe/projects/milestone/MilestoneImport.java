package dev.zhihe.projects.milestone;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.Belonging;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports milestones. */
@ApplicationScoped
class MilestoneImport implements ImportFamily<Milestone, NewMilestone> {
  private static final Belonging PROJECT = new Belonging("project", new Text("项目", "project"));

  private final Projects projects;
  private final InstantSource time;

  MilestoneImport(Projects projects, InstantSource time) {
    this.projects = projects;
    this.time = time;
  }

  @Override
  public Class<Milestone> entity() {
    return Milestone.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("project", "项目"),
        required("name", "节点名称"),
        required("dueOn", "计划完成日期"),
        readOnly("firstDueOn", "首次计划完成日期"),
        optional("metOn", "实际完成日期"),
        optional("evidence", "完成依据"),
        optional("note", "备注"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable NewMilestone read(Row row) {
    var plan = row.code("plan");
    var metOn = row.date("metOn");
    var today = Days.of(time.instant());
    if (metOn != null && metOn.isAfter(today)) {
      row.refuse("metOn", "future", "不晚于今天 %s", "not after today, %s", today);
    }
    var given =
        new NewMilestone(
            row.code("code"),
            plan,
            row.referenceWithin(plan, "project", projects::planOf),
            row.text("name"),
            row.date("dueOn"),
            metOn,
            row.text("evidence"),
            row.text("note"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? given : null;
  }

  @Override
  public Milestone create(NewMilestone given, Row row) {
    var left = projects.departureOf(given.project());
    if (left != null && !given.dueOn().isBefore(left.from())) {
      row.refuse("dueOn", "withdrawn", "%1$s", "%2$s", left.text().zh(), left.text().en());
    }
    return new Milestone(given);
  }

  @Override
  public void change(Milestone stored, NewMilestone given) {
    stored.describe(given);
  }

  /** A milestone stays with its project, whose slip it tells. */
  @Override
  public boolean mayChange(Milestone stored, Row row) {
    return Plan.BELONGING.stays(stored, row) && PROJECT.stays(stored, row);
  }
}
