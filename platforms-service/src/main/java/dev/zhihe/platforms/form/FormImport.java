package dev.zhihe.platforms.form;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.Belonging;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.registry.platform.PlatformType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports forms as drafts. An adopted one is followed by a row of another edition. */
@ApplicationScoped
class FormImport implements ImportFamily<Form, NewForm> {
  private static final Belonging AREA = new Belonging("area", new Text("行政区划", "area"));

  /** A cell of a list has at most so many characters, also when it is sent back. */
  private static final int MAX_CELL = 10_000;

  private final Forms forms;

  FormImport(Forms forms) {
    this.forms = forms;
  }

  @Override
  public Class<Form> entity() {
    return Form.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("kind", "周期"),
        required("edition", "版本"),
        required("effectiveOn", "起效日期"),
        required("nameZh", "表名"),
        required("nameEn", "英文表名"),
        required("types", "平台类型"),
        required("fields", "指标"),
        required("reason", "理由"),
        optional("document", "依据文件"),
        readOnly("status", "状态"));
  }

  @Override
  public @Nullable NewForm read(Row row) {
    var code = row.code("code");
    var area = row.area("area");
    if (code != null && area != null && !(code.startsWith(area + "-") && code.length() > 7)) {
      row.refuse(
          "code",
          "area-prefix",
          "表式代码须以 %s- 开头，如 %s-occupancy-month-1",
          "a form's code begins with %s-, as in %s-occupancy-month-1",
          area,
          area);
    }
    var kind = row.word("kind", PeriodKind.class);
    var edition = row.whole("edition", 1, 9_999);
    var effectiveOn = row.date("effectiveOn");
    var nameZh = row.text("nameZh");
    var nameEn = row.text("nameEn");
    var types =
        row.list(
            "types",
            text -> Views.constant(PlatformType.class, text).orElse(null),
            "各项为平台类型：" + Text.words(PlatformType.class).zh(),
            "each a type of platform: " + Text.words(PlatformType.class).en());
    var fields = row.list("fields", FormField::parse, FormField.FORM_ZH, FormField.FORM_EN);
    if (row.readable("fields")) {
      checkFields(row, fields);
    }
    var reason = row.text("reason");
    var document = row.text("document");
    return row.isValid()
        ? new NewForm(
            code, area, kind, edition, effectiveOn, nameZh, nameEn, types, fields, reason, document)
        : null;
  }

  private static void checkFields(Row row, List<FormField> fields) {
    var names = fields.stream().map(FormField::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      row.refuse("fields", "twice", "同一指标只列一次", "each figure once");
    }
    var missing =
        Stream.of(ReportField.values())
            .filter(ReportField::always)
            .map(ReportField::field)
            .filter(
                name -> fields.stream().noneMatch(one -> one.name().equals(name) && one.required()))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      row.refuse(
          "fields",
          "always-required",
          "以下指标每份填报都必填：%s",
          "every report must give these: %s",
          missing);
    }
    checkLabels(row, fields);
    var cell = fields.stream().map(FormField::toString).collect(Collectors.joining(";"));
    if (Characters.length(cell) > MAX_CELL) {
      row.refuse(
          "fields",
          "too-long",
          "各项补全后至多 %d 个字符",
          "at most %d characters, with what the built-in form adds",
          MAX_CELL);
    }
  }

  /** Names are headers of the workbook: each means one figure, and leaves the unit to it. */
  private static void checkLabels(Row row, List<FormField> fields) {
    var named = new HashMap<String, String>();
    for (var figure : OccupancyFigure.values()) {
      named.put(Header.bare(figure.label().zh()), figure.property());
    }
    for (var field : fields) {
      for (var label : List.of(field.labelZh(), field.labelEn())) {
        var other = named.putIfAbsent(Header.bare(label), field.name());
        if (other != null && !other.equals(field.name())) {
          row.refuse(
              "fields",
              "same-label",
              "“%1$s”已是 %2$s 的名称，%3$s 须用其他名称",
              "\"%1$s\" is the name of %2$s: give %3$s another one",
              label,
              other,
              field.name());
        }
        if (Header.endsWithUnit(label)) {
          row.refuse(
              "fields",
              "unit-in-label",
              "“%s”不得以单位结尾：计量单位固定，表头自会注明",
              "\"%s\" does not end with a unit: units are fixed, and headers add them",
              label);
        }
      }
    }
  }

  /** An area has each edition of a kind once. */
  @Override
  public Object naturalKey(NewForm given) {
    return List.of(given.area(), given.kind(), given.edition());
  }

  @Override
  public @Nullable String codeOf(NewForm given) {
    return forms.codeOf(given.area(), given.kind(), given.edition());
  }

  @Override
  public boolean rowsAreIndependent() {
    return true;
  }

  @Override
  public Form create(NewForm given, Row row) {
    return new Form(given);
  }

  @Override
  public void change(Form stored, NewForm given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(Form stored, Row row) {
    if (stored.adopted()) {
      row.refuse(
          "code",
          "adopted",
          "表式已批准；请另列一行，用新代码、下一版本和更晚的起效日期",
          "it is adopted: add a row of another code, the next edition, from a later day on");
    }
    return !stored.adopted() && AREA.stays(stored, row);
  }
}
