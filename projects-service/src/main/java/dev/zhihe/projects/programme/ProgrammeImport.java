package dev.zhihe.projects.programme;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports programmes. */
@ApplicationScoped
class ProgrammeImport implements ImportFamily<Programme, ProgrammeView> {

  @Override
  public Class<Programme> entity() {
    return Programme.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("nameZh", "名称"),
        optional("nameEn", "英文名称"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable ProgrammeView read(Row row) {
    var view =
        new ProgrammeView(
            row.code("code"),
            row.code("plan"),
            row.text("nameZh"),
            row.text("nameEn"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? view : null;
  }

  @Override
  public Programme create(ProgrammeView view, Row row) {
    return new Programme(view);
  }

  @Override
  public void change(Programme stored, ProgrammeView view) {
    stored.describe(view);
  }

  @Override
  public boolean mayChange(Programme stored, Row row) {
    return Plan.BELONGING.stays(stored, row);
  }
}
