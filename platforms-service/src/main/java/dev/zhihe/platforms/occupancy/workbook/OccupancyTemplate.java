package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.tables.SharedTexts;
import dev.zhihe.kit.tables.SheetExtents;
import dev.zhihe.kit.tables.SheetProtection;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.occupancy.report.ReportHeadings;
import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.dhatim.fastexcel.ProtectionOption;
import org.dhatim.fastexcel.SheetProtectionOption;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * The workbook for a period's reports. The import reads its first sheet: a title, the header, and a
 * row for each platform. The second sheet explains the columns.
 */
final class OccupancyTemplate {
  private static final int HEADER_ROW = 2;
  private static final int FIRST_ROW = HEADER_ROW + 1;

  private static final String PREFILLED_COLOR = "FFF9E5";
  private static final String RETURNED_COLOR = "FCE4D6";

  /** What may be done to a protected sheet besides filling in its open cells. */
  private static final Set<SheetProtectionOption> PROTECTED =
      Set.of(SheetProtectionOption.SHEET, SheetProtectionOption.OBJECTS);

  private static final List<String> FROM_LAST =
      List.of("usableAreaM2", "incubationAreaM2", "publicServiceAreaM2");

  private final Locale language;
  private final ReportingPeriodView period;
  private final List<TemplateGroup> groups;
  private final List<TemplateColumn> columns;
  private final List<TemplateRow> rows;
  private final Function<String, LocalDate> dueDays;

  /**
   * The template of a period.
   *
   * @param groups its rows, by the form that they fill in
   * @param headings which names of the forms the import understands
   * @param dueDays by which day a platform's report is due
   */
  OccupancyTemplate(
      ReportingPeriodView period,
      List<TemplateGroup> groups,
      ReportHeadings headings,
      Function<String, LocalDate> dueDays,
      Locale language) {
    this.language = language;
    this.period = period;
    this.groups = groups;
    rows = groups.stream().flatMap(group -> group.rows().stream()).toList();
    columns =
        TemplateColumn.of(
            groups.stream().map(TemplateGroup::form).toList(),
            headings,
            rows.stream().anyMatch(TemplateRow::isAmendment));
    this.dueDays = dueDays;
  }

  /** The workbook, in Chinese or English. */
  byte[] workbook() {
    var out = new ByteArrayOutputStream();
    try {
      var withoutExtents = Files.createTempFile("template", ".xlsx");
      try {
        SheetExtents.add(withoutExtents, out, write(withoutExtents));
      } finally {
        Files.delete(withoutExtents);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SheetProtection.withoutPasswords(out.toByteArray());
  }

  /** Writes a workbook without the extents of its sheets, and returns them. */
  private List<String> write(Path file) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file));
        var workbook = new Workbook(out, "Zhihe", "1.0")) {
      form(workbook.newWorksheet(new Text("入驻情况", "occupancy").in(language)));
      var lines = notes(workbook.newWorksheet(new Text("填报说明", "notes").in(language)));
      return List.of(
          SheetExtents.of(columns.size(), FIRST_ROW + rows.size()),
          SheetExtents.of(TemplateNote.HEADER.cells().size(), lines));
    }
  }

  private void form(Worksheet sheet) throws IOException {
    sheet.protect("", PROTECTED);
    sheet.freezePane(TemplateColumn.FIRST, FIRST_ROW);
    title(sheet);
    for (int i = 0; i < columns.size(); i++) {
      header(sheet, HEADER_ROW, i, columns.get(i).header().in(language));
      sheet.width(i, columns.get(i).width());
    }
    var first = FIRST_ROW;
    for (var group : groups) {
      rows(sheet, first, group);
      first += group.rows().size();
    }
    sheet.finish();
  }

  /** The rows of a form, whose cells take what that form asks. */
  private void rows(Worksheet sheet, int first, TemplateGroup group) {
    var last = first + group.rows().size() - 1;
    for (int i = 0; i < columns.size() && last >= first; i++) {
      var column = columns.get(i);
      column.format(
          sheet.range(first, i, last, i), i, group.field(column), groups.size() > 1, language);
    }
    for (int i = 0; i < group.rows().size(); i++) {
      row(sheet, first + i, group.rows().get(i), group);
    }
  }

  private void title(Worksheet sheet) {
    text(sheet, 0, 0, title().in(language));
    sheet.style(0, 0).bold().fontSize(14).set();
    text(
        sheet,
        1,
        0,
        new Text(
                "灰色已锁定；黄色取自上次通过的填报，请核对；橙色为退回的填报，意见见批注；带 * 的列必填%s。各列要求见“填报说明”"
                    .formatted(groups.size() > 1 ? "，浅蓝色为该行必填" : ""),
                "grey is locked; yellow is from the last accepted report, to be checked; orange was returned, with the reasons as comments; columns with * are required%s; the sheet notes explains each column"
                    .formatted(groups.size() > 1 ? ", and light blue is required in its row" : ""))
            .in(language));
  }

  /** The form, the period, and the day by which all rows are due, with the extensions in force. */
  private Text title() {
    var form = groups.getFirst().form();
    var name = PeriodKind.label(period.startDate(), period.endDate());
    var days = new TreeSet<LocalDate>();
    rows.forEach(row -> days.add(dueDays.apply(row.platform())));
    var due = days.size() == 1 ? days.first() : period.dueDate();
    var other =
        days.size() > 1
            ? new Text("（已延期的见“填报期”批注）", "; extended days are comments of the column period")
            : new Text("", "");
    return Text.of(
        "%1$s　%3$s %5$s（%6$s 至 %7$s）　%8$s 前提交%9$s",
        "%2$s, %4$s %5$s (%6$s to %7$s), due on %8$s%10$s",
        form.adoptedByArea() ? "%s（第 %d 版）".formatted(form.nameZh(), form.edition()) : "平台入驻情况填报表",
        form.adoptedByArea()
            ? "%s, edition %d".formatted(form.nameEn(), form.edition())
            : "Occupancy of platforms",
        name.zh(),
        name.en(),
        period.code(),
        period.startDate(),
        period.endDate(),
        due,
        other.zh(),
        other.en());
  }

  private void row(Worksheet sheet, int place, TemplateRow row, TemplateGroup group) {
    var values = new HashMap<String, String>();
    var color = PREFILLED_COLOR;
    if (row.returned() != null) {
      values.putAll(Csv.cells(row.returned()));
      color = RETURNED_COLOR;
    } else if (row.last() != null) {
      values.putAll(carriedOver(row.last(), row.isConsecutive()));
    }
    values.putAll(
        Map.of("platform", row.platform(), "platformName", row.name(), "period", period.code()));
    var comments = comments(row);
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      var value = values.getOrDefault(column.name(), "");
      if (!value.isEmpty() && (row.returned() != null || !group.leavesOut(column))) {
        column.write(sheet, place, i, value, language);
        if (!column.isLocked(i)) {
          // Also what a returned report has beyond its form: it can be corrected.
          sheet
              .style(place, i)
              .fillColor(color)
              .protectionOption(ProtectionOption.LOCKED, false)
              .set();
        }
      }
      var comment = comments.get(column.name());
      if (comment != null) {
        sheet.comment(place, i, comment);
      }
    }
  }

  /** Figures that mostly stay. Only the period before tells how many tenants there are at first. */
  private static Map<String, String> carriedOver(OccupancyReportView last, boolean isConsecutive) {
    var cells = Csv.cells(last);
    var values = new HashMap<String, String>();
    FROM_LAST.forEach(name -> values.put(name, cells.getOrDefault(name, "")));
    if (isConsecutive) {
      values.put("tenantsAtStart", cells.getOrDefault("tenants", ""));
    }
    return values;
  }

  /**
   * The registered floor area, an extended due day, and what a reviewer said of a returned report,
   * by column.
   */
  private Map<String, String> comments(TemplateRow row) {
    var comments = new HashMap<String, String>();
    if (row.floorAreaM2() != null) {
      comments.put("usableAreaM2", floorArea(row.floorAreaM2()));
    }
    var due = dueDays.apply(row.platform());
    if (!due.equals(period.dueDate())) {
      comments.put("period", Text.of("已延期：%s 前提交", "It is extended: due on %s", due).in(language));
    }
    var returned = row.returned();
    if (returned != null) {
      comments.put(
          "platformName",
          Text.of("退回理由：%s", "It was returned: %s", shown(returned.returnReason())).in(language));
      returned
          .fields()
          .forEach(
              field ->
                  comments.merge(
                      field.field(), field.reason(), (one, other) -> one + "\n" + other));
    }
    return comments;
  }

  private String floorArea(BigDecimal area) {
    return Text.of(
            "登记的建筑面积：%s 平方米",
            "Registered floor area: %s m²", area.stripTrailingZeros().toPlainString())
        .in(language);
  }

  private static String shown(@Nullable String text) {
    return text == null ? "" : text;
  }

  private int notes(Worksheet sheet) throws IOException {
    int line = 0;
    for (var text : TemplateNote.HEADER.cells()) {
      header(sheet, line, TemplateNote.HEADER.cells().indexOf(text), text.in(language));
    }
    for (int i = 0; i < TemplateNote.HEADER.cells().size(); i++) {
      sheet.width(i, i == 1 || i == 3 ? 60 : 24);
    }
    for (var note : TemplateNote.of(columns, groups)) {
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

  private static void header(Worksheet sheet, int row, int place, String text) {
    sheet.value(row, place, text);
    sheet.style(row, place).bold().wrapText(true).verticalAlignment("center").set();
  }

  private static void text(Worksheet sheet, int row, int place, String text) {
    if (!text.isEmpty()) {
      sheet.inlineString(row, place, SharedTexts.escaped(text));
    }
  }
}
