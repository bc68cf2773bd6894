package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.form.FormField;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
                  "灰色：已预填，或该行平台的表式没有此项，均已锁定；黄色：取自上次通过的填报，请核对；橙色：被退回的填报，鼠标停在单元格上可见审核意见；浅蓝：各行表式不同时，该行必填",
                  "grey: filled in already, or not asked by the form of its row, and locked; yellow: from the last accepted report, to be checked; orange: of a returned report, with what the reviewer said in the cells' comments; light blue: required in its row, where rows have different forms"),
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
  static List<TemplateNote> of(List<TemplateColumn> columns, List<TemplateGroup> groups) {
    return Stream.of(
            PLACE.stream(),
            columns.stream().flatMap(column -> figure(column, groups)),
            columns.stream()
                .filter(column -> column.name().equals("comment"))
                .flatMap(column -> comment(column, groups)),
            columns.stream().flatMap(column -> Stream.ofNullable(amends(column))),
            REST.stream())
        .flatMap(notes -> notes)
        .toList();
  }

  /** A note of a figure for each form that asks it; a single one if all ask for the same. */
  private static Stream<TemplateNote> figure(TemplateColumn column, List<TemplateGroup> groups) {
    var figure = column.figure();
    return figure == null
        ? Stream.empty()
        : byField(column, groups).entrySet().stream()
            .filter(one -> one.getKey().isPresent())
            .map(one -> figure(figure, one.getKey().orElseThrow(), one.getValue()));
  }

  private static TemplateNote figure(OccupancyFigure figure, FormField field, Text header) {
    var note = FigureNote.of(figure, field);
    return new TemplateNote(
        header,
        new Text(field.explanationZh(), field.explanationEn()),
        Objects.requireNonNull(field.unit()).label(),
        note.limits(),
        alike(note.example()));
  }

  /**
   * What the forms say of a column, each with a header for it. It names the types of platforms
   * where forms differ.
   */
  private static Map<Optional<FormField>, Text> byField(
      TemplateColumn column, List<TemplateGroup> groups) {
    var headers = new LinkedHashMap<Optional<FormField>, Text>();
    for (var group : groups) {
      var header =
          Text.of(
              "%1$s：%3$s",
              "%2$s: %4$s",
              column.header().zh(),
              column.header().en(),
              group.types().zh(),
              group.types().en());
      headers.merge(
          Optional.ofNullable(group.field(column)),
          header,
          (one, other) ->
              new Text(one.zh() + "、" + group.types().zh(), one.en() + ", " + group.types().en()));
    }
    if (headers.size() == 1) {
      headers.replaceAll((field, header) -> column.header());
    }
    return headers;
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

  /** What the area's form says of the comment, else what it is for. */
  private static Stream<TemplateNote> comment(TemplateColumn column, List<TemplateGroup> groups) {
    return byField(column, groups).entrySet().stream()
        .map(
            one -> {
              var field = one.getKey().orElse(null);
              return new TemplateNote(
                  one.getValue(),
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
            });
  }

  /** The cells, in the order of {@link #HEADER}. */
  List<Text> cells() {
    return List.of(column, meaning, unit, limits, example);
  }

  private static Text alike(String text) {
    return new Text(text, text);
  }
}
