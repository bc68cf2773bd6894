package dev.zhihe.projects.document.total;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.programme.Programmes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports stated totals. They are stored as printed, without a comparison with the rows. */
@ApplicationScoped
class StatedTotalImport implements ImportFamily<StatedTotal, StatedTotalView> {
  private final Programmes programmes;

  StatedTotalImport(Programmes programmes) {
    this.programmes = programmes;
  }

  @Override
  public Class<StatedTotal> entity() {
    return StatedTotal.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        optional("programme", "项目类别"),
        required("source", "出处"),
        optional("projectCount", "项目数"),
        optional("totalYuan", "规划总投资"),
        optional("periodYuan", "规划期投资"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable StatedTotalView read(Row row) {
    var plan = row.code("plan");
    var given =
        new StatedTotalView(
            row.code("code"),
            plan,
            row.referenceWithin(plan, "programme", programmes::planOf),
            row.code("source"),
            row.whole("projectCount", 0, 1_000_000),
            row.yuan("totalYuan"),
            row.yuan("periodYuan"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? given : null;
  }

  @Override
  public StatedTotal create(StatedTotalView given, Row row) {
    return new StatedTotal(given);
  }

  @Override
  public void change(StatedTotal stored, StatedTotalView given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(StatedTotal stored, Row row) {
    return Plan.BELONGING.stays(stored, row);
  }
}
