package dev.zhihe.projects.document.list;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports items of project lists. */
@ApplicationScoped
class ProjectListImport implements ImportFamily<ProjectListItem, ProjectListItemView> {
  private final Projects projects;

  ProjectListImport(Projects projects) {
    this.projects = projects;
  }

  @Override
  public Class<ProjectListItem> entity() {
    return ProjectListItem.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("source", "出处"),
        required("heading", "清单标题"),
        optional("group", "组别"),
        optional("itemNumber", "组内序号"),
        required("name", "名称"),
        optional("canonicalName", "通用名称"),
        optional("project", "对应项目"),
        optional("match", "匹配把握"),
        optional("note", "备注"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable ProjectListItemView read(Row row) {
    var plan = row.code("plan");
    var canonicalName = row.text("canonicalName");
    var project = row.referenceWithin(plan, "project", projects::planOf);
    var match = row.word("match", ProjectListMatch.class);
    if (row.isValid() && (match == null) != (canonicalName == null && project == null)) {
      row.refuse(
          "match",
          "match-and-thing",
          "有通用名称或对应项目时必填，否则不填",
          "there if and only if there is a canonicalName or a project");
    }
    var given =
        new ProjectListItemView(
            row.code("code"),
            plan,
            row.code("source"),
            row.text("heading"),
            row.text("group"),
            row.whole("itemNumber", 1, 1_000_000),
            row.text("name"),
            canonicalName,
            project,
            match,
            row.text("note"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? given : null;
  }

  @Override
  public ProjectListItem create(ProjectListItemView given, Row row) {
    return new ProjectListItem(given);
  }

  @Override
  public void change(ProjectListItem stored, ProjectListItemView given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(ProjectListItem stored, Row row) {
    return Plan.BELONGING.stays(stored, row);
  }
}
