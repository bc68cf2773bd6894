package dev.zhihe.platforms.occupancy.tenant;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.imports.ItemsFile;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the tenants of a report from a file, a row for each. */
@ApplicationScoped
public class TenantFile {
  private static final List<Column> COLUMNS =
      List.of(
          required("name", "企业名称"),
          optional("creditCode", "统一社会信用代码"),
          required("enteredOn", "入驻日期"),
          optional("leftOn", "迁出日期"),
          optional("areaM2", "入驻面积"),
          optional("highTech", "是否高新技术企业"),
          optional("withoutCode", "无代码原因"));

  /** What is required only without another cell is not missed while that cell cannot be read. */
  private static final Map<String, String> REQUIRED_WITHOUT =
      Map.of("areaM2", "leftOn", "creditCode", "withoutCode");

  private final ItemsFile files;

  TenantFile(ItemsFile files) {
    this.files = files;
  }

  private enum Answer {
    @JsonProperty("true")
    @JsonAlias("是")
    YES,
    @JsonProperty("false")
    @JsonAlias("否")
    NO
  }

  /** The lines of a file, of which each is right by itself. 422 with the errors of all rows. */
  public List<TenantLine> read(byte[] file, ReportingPeriodView period, int most) {
    return files.read(file, COLUMNS, TenantLine.class, most, rows -> lines(rows, period));
  }

  /**
   * Checks every line, also one of which a cell cannot be read, so that a row has all its errors.
   */
  private static List<TenantLine> lines(List<Row> rows, ReportingPeriodView period) {
    var lines = rows.stream().map(TenantFile::line).toList();
    new TenantRules(
            period,
            (property, code, zh, en, arguments) -> {
              var place = property.split("/", -1); // tenantLines, its place, the field
              var row = rows.get(Integer.parseInt(place[1]));
              var field = place[2];
              var reason = code.equals("required") ? REQUIRED_WITHOUT.get(field) : null;
              if (row.readable(field) && (reason == null || row.readable(reason))) {
                row.refuse(field, code, zh, en, arguments);
              }
            },
            place -> (int) rows.get(place).number())
        .checkLines(lines);
    return lines;
  }

  private static TenantLine line(Row row) {
    var name = row.text("name");
    if (name != null && Characters.length(name) > TenantLine.MAX_NAME_LENGTH) {
      row.refuse(
          "name", "too-long", "至多 %d 个字符", "at most %d characters", TenantLine.MAX_NAME_LENGTH);
    }
    return new TenantLine(
        name,
        Objects.requireNonNullElse(row.text("creditCode"), ""),
        row.date("enteredOn"),
        row.date("leftOn"),
        row.squareMetres("areaM2"),
        isYes(row.word("highTech", Answer.class)),
        row.word("withoutCode", WithoutCode.class));
  }

  private static @Nullable Boolean isYes(@Nullable Answer answer) {
    return answer == null ? null : answer == Answer.YES;
  }
}
