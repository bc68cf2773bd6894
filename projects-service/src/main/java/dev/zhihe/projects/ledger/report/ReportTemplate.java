package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.SharedTexts;
import dev.zhihe.kit.tables.SheetExtents;
import dev.zhihe.projects.ledger.report.ReportsDue.Due;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * The workbook for a month's reports. The import reads its first sheet, with a row for each
 * project. The second sheet explains the columns.
 */
final class ReportTemplate {
  /** Columns of downloads that nobody fills in by hand. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "code", "plan", "kind", LinesCell.COLUMN, "reverses", "status", "returnReason", "fields");

  private static final List<Column> COLUMNS =
      ReportColumns.all().stream().filter(column -> !LEFT_OUT.contains(column.name())).toList();

  private static final int PREFILLED = 3;
  private static final String PREFILLED_COLOR = "F2F2F2";
  private static final Text CHECK = new Text("请检查", "Please check");
  private static final String AS_TEXT = "@";
  private static final String AS_AMOUNT = "#,##0.00";

  private final Locale language;

  private ReportTemplate(Locale language) {
    this.language = language;
  }

  /** The workbook, in Chinese or English. */
  static byte[] of(List<Due> projects, String month, Locale language) {
    var out = new ByteArrayOutputStream();
    try {
      var withoutExtents = Files.createTempFile("template", ".xlsx");
      try {
        var extents = new ReportTemplate(language).write(withoutExtents, projects, month);
        SheetExtents.add(withoutExtents, out, extents);
      } finally {
        Files.delete(withoutExtents);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes a workbook without the extents of its sheets, and returns them. */
  private List<String> write(Path file, List<Due> projects, String month) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file));
        var workbook = new Workbook(out, "Zhihe", "1.0")) {
      var reports = workbook.newWorksheet(new Text("月报", "reports").in(language));
      form(reports, projects, month);
      var notes = workbook.newWorksheet(new Text("填报说明", "notes").in(language));
      var lines = notes(notes);
      return List.of(
          SheetExtents.of(COLUMNS.size(), projects.size() + 1),
          SheetExtents.of(TemplateNote.HEADER.size(), lines));
    }
  }

  private void form(Worksheet sheet, List<Due> projects, String month) throws IOException {
    sheet.freezePane(PREFILLED, 1);
    for (int i = 0; i < COLUMNS.size(); i++) {
      header(sheet, i, label(COLUMNS.get(i)));
      sheet.width(i, COLUMNS.get(i).name().equals(ReportColumns.PROJECT_NAME) ? 40 : 18);
      if (!projects.isEmpty()) {
        format(sheet, i, projects.size());
      }
    }
    for (int i = 0; i < projects.size(); i++) {
      var project = projects.get(i);
      text(sheet, i + 1, 0, project.project());
      text(sheet, i + 1, 1, project.name());
      text(sheet, i + 1, 2, month);
    }
    sheet.finish();
  }

  /** Sets how the cells of a column look, and what a spreadsheet program lets people enter. */
  private void format(Worksheet sheet, int place, int rows) {
    var name = COLUMNS.get(place).name();
    var cells = sheet.range(1, place, rows, place);
    var first = cells.toString().split(":", 2)[0];
    if (place < PREFILLED) {
      cells.style().format(AS_TEXT).fillColor(PREFILLED_COLOR).set();
    } else if (name.endsWith("Yuan")) {
      cells.style().format(AS_AMOUNT).set();
      require(
          cells,
          "AND(ISNUMBER(%1$s),%1$s>=0)".formatted(first),
          new Text("应为不小于 0 的数字", "a number that is not below 0"));
    } else if (name.endsWith("Percent")) {
      // Without a format of its own, so that a percentage may be entered as 45%, read as 45.
      require(
          cells,
          "AND(ISNUMBER(%1$s),%1$s>=0,100>=%1$s)".formatted(first),
          new Text("应为 0 至 100", "from 0 to 100"));
    } else {
      cells.style().format(AS_TEXT).set();
      require(
          cells, "500>=LEN(%s)".formatted(first), new Text("至多 500 个字符", "at most 500 characters"));
    }
  }

  private void require(Range cells, String formula, Text otherwise) {
    cells
        .validateWithFormula(formula)
        .showErrorMessage(true)
        .errorTitle(CHECK.in(language))
        .error(otherwise.in(language));
  }

  private int notes(Worksheet sheet) throws IOException {
    for (int i = 0; i < TemplateNote.HEADER.size(); i++) {
      header(sheet, i, TemplateNote.HEADER.get(i).in(language));
      sheet.width(i, i == 1 || i == 3 ? 60 : 24);
    }
    int line = 0;
    for (var note : TemplateNote.all()) {
      line++;
      var cells = note.cells();
      for (int i = 0; i < cells.size(); i++) {
        text(sheet, line, i, cells.get(i).in(language));
        sheet.style(line, i).wrapText(true).verticalAlignment("top").set();
      }
    }
    sheet.finish();
    return line + 1;
  }

  private String label(Column column) {
    return language.getLanguage().equals("en") ? column.name() : column.label();
  }

  private static void header(Worksheet sheet, int place, String text) {
    sheet.value(0, place, text);
    sheet.style(0, place).bold().set();
  }

  private static void text(Worksheet sheet, int row, int place, String text) {
    if (!text.isEmpty()) {
      sheet.inlineString(row, place, SharedTexts.escaped(text));
    }
  }
}
