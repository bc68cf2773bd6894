package dev.zhihe.projects.project.change;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Imports changes as drafts. Each is submitted by its own request. */
@ApplicationScoped
class ProjectChangeImport implements ImportFamily<ProjectChange, NewProjectChange> {
  private static final int MAX_PROJECTS = 100;

  private final ProjectChanges changes;
  private final ChangeDrafting drafting;

  ProjectChangeImport(ProjectChanges changes, ChangeDrafting drafting) {
    this.changes = changes;
    this.drafting = drafting;
  }

  @Override
  public Class<ProjectChange> entity() {
    return ProjectChange.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("kind", "变动类型"),
        required("projects", "所变动项目"),
        optional("into", "并入项目"),
        required("reason", "变动理由"),
        optional("documentTitle", "文件名称"),
        optional("documentNumber", "文号"),
        required("effectiveOn", "起效日期"),
        readOnly("status", "状态"),
        readOnly("returnReason", "退回理由"),
        readOnly("successor", "合并后的投资计划"));
  }

  @Override
  public @Nullable NewProjectChange read(Row row) {
    var given =
        new NewProjectChange(
            row.code("code"),
            row.code("plan"),
            row.word("kind", ProjectChangeKind.class),
            projects(row),
            row.code("into"),
            row.text("reason"),
            row.text("documentTitle"),
            row.text("documentNumber"),
            row.date("effectiveOn"));
    return row.isValid() ? given : null;
  }

  private static List<String> projects(Row row) {
    var codes =
        row.list(
            "projects",
            text -> Characters.CODE.matcher(text).matches() ? text : null,
            "代码只含小写字母、数字和连字符，以分号分隔",
            "codes of lower-case letters, digits and hyphens, joined by ;");
    if (codes.size() > MAX_PROJECTS) {
      row.refuse("projects", "too-long", "至多 %d 个项目", "at most %d projects", MAX_PROJECTS);
    }
    return codes;
  }

  /** Reads the data that the rows refer to once for all rows. */
  @Override
  public void review(Map<Row, NewProjectChange> chunk) {
    var stored = changes.byCode(chunk.values().stream().map(NewProjectChange::code).toList());
    var known = drafting.named(chunk.values());
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (row.isValid()
              && (before == null || (before.changeable() && !before.isSameAs(given)))) {
            new ChangeRules(given, known, row::refuse).check();
          }
        });
  }

  @Override
  public ProjectChange create(NewProjectChange given, Row row) {
    return new ProjectChange(Objects.requireNonNull(given.code()), given);
  }

  @Override
  public void change(ProjectChange stored, NewProjectChange given) {
    stored.change(given);
  }

  @Override
  public boolean mayChange(ProjectChange stored, Row row) {
    if (!stored.changeable()) {
      row.refuse(
          "code", "not-open", "已提交或已批准的变动不可更改", "what is submitted or approved does not change");
    }
    return stored.changeable() && Plan.BELONGING.stays(stored, row);
  }
}
