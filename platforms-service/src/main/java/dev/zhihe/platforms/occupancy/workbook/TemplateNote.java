package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.problem.Text;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of the template's second sheet.
 *
 * @param column header of the column that it explains, or another topic
 * @param meaning what it is
 * @param unit its unit; empty if it has none
 * @param limits what may be entered
 * @param example a value; empty if none would help
 */
record TemplateNote(Text column, Text meaning, Text unit, Text limits, Text example) {
  private static final Text NONE = new Text("", "");

  /** The header of the sheet. */
  static final TemplateNote HEADER =
      new TemplateNote(
          new Text("字段", "column"),
          new Text("含义", "meaning"),
          new Text("单位", "unit"),
          new Text("要求", "limits"),
          new Text("示例", "example"));

  private static final List<TemplateNote> PLACE =
      List.of(
          new TemplateNote(
              new Text("平台", "platform"),
              new Text("平台代码，已预填", "code of the platform, filled in already"),
              NONE,
              new Text(
                  "自制表格可填名称：本单位平台的名称或别名，只指一个的即可",
                  "in a sheet of your own also its name: a name or alias that one of your platforms alone has"),
              alike("000000-pf-001")),
          new TemplateNote(
              new Text("平台名称", "platformName"),
              new Text(
                  "平台名称，已预填，供核对", "name of the platform, filled in already, to check the row by"),
              NONE,
              new Text(
                  "与代码不符的整行拒绝；可留空",
                  "a row with another name than the code has is refused; may be empty"),
              NONE),
          new TemplateNote(
              new Text("填报期", "period"),
              new Text("填报期代码，已预填", "code of the reporting period, filled in already"),
              NONE,
              new Text(
                  "自制表格可填 2026年10月、2026年第三季度、2026年上半年、2026年",
                  "in a sheet of your own also 2026-10, 2026Q3, 2026H1 or 2026"),
              alike("000000-2026-m10")),
          new TemplateNote(
              new Text("填报类型", "kind"),
              new Text("零报告：本期没有数据可报", "nil: there is nothing to report"),
              NONE,
              new Text(
                  "下拉选择；留空即常规；零报告各项数据须清空，说明必填",
                  "from the list; empty is regular; a nil report has no figures and needs a comment"),
              new Text("常规", "regular")));

  private static final List<TemplateNote> REST =
      List.of(
          new TemplateNote(
              new Text("单位", "units"),
              new Text(
                  "以表头括号中的单位填写；改用万平方米、千元、万元、亿元的，先撤消工作表保护，再改表头括号中的单位",
                  "figures are in the unit that the column's name ends with; columns with Chinese names may have 千元, 万元, 亿元 or 万平方米 in brackets"),
              NONE,
              new Text(
                  "数字不带单位，不以文字写千分位（12,000）",
                  "numbers without a unit, and without thousands separators typed as text (12,000)"),
              NONE),
          new TemplateNote(
              new Text("颜色", "colours"),
              new Text(
                  "灰色：已预填并锁定；黄色：取自上次通过的填报，请核对；橙色：被退回的填报，鼠标停在单元格上可见审核意见",
                  "grey: filled in already and locked; yellow: from the last accepted report, to be checked; orange: of a returned report, with what the reviewer said in the cells' comments"),
              NONE,
              NONE,
              NONE),
          new TemplateNote(
              new Text("工作表保护", "protection"),
              new Text(
                  "没有密码：“审阅”→“撤消工作表保护”即可解除",
                  "has no password: Review, Unprotect Sheet takes it off"),
              NONE,
              NONE,
              NONE),
          new TemplateNote(
              new Text("未填写的行", "a row that nobody filled in"),
              new Text(
                  "不作零报告，整表拒绝并标出；以 mode=valid 导入时只跳过这些行",
                  "is no nil report: the file is refused with such rows marked; with mode=valid only they are left out"),
              NONE,
              NONE,
              NONE),
          new TemplateNote(
              new Text("提交", "sending it"),
              new Text(
                  "POST /v1/occupancy-reports/imports；dryRun=true 只检查；errors=xlsx 时，有误的文件以标出错误的工作簿返回，改正后可直接再传；含被退回的填报时加 onExisting=update",
                  "POST /v1/occupancy-reports/imports; dryRun=true only checks; with errors=xlsx a file with errors comes back with them marked: correct it and send it again; with returned reports in it add onExisting=update"),
              NONE,
              NONE,
              NONE));

  /** The notes, in the order of the columns. */
  static List<TemplateNote> of(List<TemplateColumn> columns) {
    return Stream.of(
            PLACE.stream(),
            columns.stream().flatMap(column -> Stream.ofNullable(figure(column))),
            columns.stream().flatMap(column -> Stream.ofNullable(comment(column))),
            columns.stream().flatMap(column -> Stream.ofNullable(amends(column))),
            REST.stream())
        .flatMap(notes -> notes)
        .toList();
  }

  private static @Nullable TemplateNote figure(TemplateColumn column) {
    var figure = column.figure();
    var field = column.field();
    if (figure == null || field == null) {
      return null;
    }
    var note = FigureNote.of(figure, field);
    return new TemplateNote(
        column.header(),
        new Text(field.explanationZh(), field.explanationEn()),
        Objects.requireNonNull(field.unit()).label(),
        note.limits(),
        alike(note.example()));
  }

  private static @Nullable TemplateNote amends(TemplateColumn column) {
    return column.name().equals("amends")
        ? new TemplateNote(
            column.header(),
            new Text(
                "被退回的更正所更正的填报，已预填",
                "the report that a returned amendment amends, filled in already"),
            NONE,
            NONE,
            NONE)
        : null;
  }

  /** What the form says of the comment, else what it is for. */
  private static @Nullable TemplateNote comment(TemplateColumn column) {
    if (!column.name().equals("comment")) {
      return null;
    }
    var field = column.field();
    return new TemplateNote(
        column.header(),
        field == null
            ? new Text("需要向审核人说明的情况", "what the reviewer should know")
            : new Text(field.explanationZh(), field.explanationEn()),
        NONE,
        Text.of(
            "%1$s至多 500 个字符，不以 = 开头",
            "%2$sat most 500 characters, not beginning with =",
            field != null && field.required() ? "必填；" : "",
            field != null && field.required() ? "required; " : ""),
        new Text("二号楼于本月交付", "building 2 was handed over this month"));
  }

  /** The cells, in the order of {@link #HEADER}. */
  List<Text> cells() {
    return List.of(column, meaning, unit, limits, example);
  }

  private static Text alike(String text) {
    return new Text(text, text);
  }
}
