package dev.zhihe.platforms.registry.change;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Imports changes as drafts. Each is submitted by its own request. */
@ApplicationScoped
class RegistryChangeImport implements ImportFamily<RegistryChange, NewRegistryChange> {
  private static final int MAX_PLATFORMS = 100;
  private static final int MAX_LENGTH = 10_000;

  private final RegistryChanges changes;
  private final RegistryDrafting drafting;

  RegistryChangeImport(RegistryChanges changes, RegistryDrafting drafting) {
    this.changes = changes;
    this.drafting = drafting;
  }

  @Override
  public Class<RegistryChange> entity() {
    return RegistryChange.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("kind", "变更类型"),
        required("platforms", "所变更平台"),
        optional("into", "并入平台"),
        optional("changes", "变更项"),
        readOnly("movedTargets", "转入的目标"),
        readOnly("closedTargets", "停止考核的目标"),
        readOnly("movedMembers", "改属的成员"),
        required("reason", "变更理由"),
        optional("documentTitle", "文件名称"),
        optional("documentNumber", "文号"),
        required("effectiveOn", "起效日期"),
        readOnly("status", "状态"),
        readOnly("returnReason", "退回理由"),
        readOnly("proposedBy", "提出单位"));
  }

  @Override
  public @Nullable NewRegistryChange read(Row row) {
    return reader(List.of(row)).apply(row);
  }

  /**
   * In the form that is stored, so that a row equal to a stored change is found to be so. The
   * platforms and operators that the rows name are read once for all.
   */
  @Override
  public Function<Row, @Nullable NewRegistryChange> reader(List<Row> rows) {
    var given = new HashMap<Row, NewRegistryChange>();
    for (var row : rows) {
      var one = given(row);
      if (row.isValid()) {
        given.put(row, one);
      }
    }
    var known = drafting.known(given.values());
    given.replaceAll(
        (row, one) ->
            one.with(drafting.rules(one, known, (field, rule, zh, en, texts) -> {}).check()));
    return given::get;
  }

  private NewRegistryChange given(Row row) {
    return new NewRegistryChange(
        row.code("code"),
        row.area("area"),
        row.word("kind", RegistryChangeKind.class),
        platforms(row),
        row.code("into"),
        properties(row),
        row.text("reason"),
        row.text("documentTitle"),
        row.text("documentNumber"),
        row.date("effectiveOn"),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<String> platforms(Row row) {
    var codes =
        row.list(
            "platforms",
            text -> Characters.CODE.matcher(text).matches() ? text : null,
            "代码只含小写字母、数字和连字符，以分号分隔",
            "codes of lower-case letters, digits and hyphens, joined by ;");
    if (codes.size() > MAX_PLATFORMS) {
      row.refuse("platforms", "too-long", "至多 %d 个平台", "at most %d platforms", MAX_PLATFORMS);
    }
    return codes;
  }

  private static List<PropertyChange> properties(Row row) {
    var cell = row.cells().text("changes");
    if (cell != null && Characters.length(cell) > MAX_LENGTH) {
      row.refuse("changes", "too-long", "至多 10000 个字符", "at most 10,000 characters");
      return List.of();
    }
    var read = PropertyChange.parse(cell);
    if (read == null) {
      row.refuse(
          "changes",
          "shape",
          "各项形如 level:municipal（字段:变更后的值），以分号分隔",
          "items like level:municipal (property:value after), joined by ;");
    }
    return read == null ? List.of() : read;
  }

  /** Reads the data that the rows refer to once for all rows. */
  @Override
  public void review(Map<Row, NewRegistryChange> chunk) {
    var stored = changes.byCode(chunk.values().stream().map(NewRegistryChange::code).toList());
    var known = drafting.known(chunk.values());
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (before == null || (before.changeable() && !before.isSameAs(given))) {
            var errors = new ChangeErrors();
            drafting.rules(given, known, errors::add).check();
            errors.report(row);
          }
        });
  }

  /** The errors of a row. A cell of a file has several properties, and one error of each code. */
  private static final class ChangeErrors {
    private final Map<String, List<String>> zhByCode = new LinkedHashMap<>();
    private final Map<String, List<String>> enByCode = new LinkedHashMap<>();

    void add(String field, String code, String zh, String en, Object... texts) {
      var column = field.startsWith("changes/") ? "changes" : field;
      var key = column + " " + code;
      var text = Text.of(zh, en, texts);
      zhByCode.computeIfAbsent(key, one -> new ArrayList<>()).add(text.zh());
      enByCode.computeIfAbsent(key, one -> new ArrayList<>()).add(text.en());
    }

    void report(Row row) {
      zhByCode.forEach(
          (key, zh) -> {
            var column = key.substring(0, key.indexOf(' '));
            row.refuse(
                column,
                key.substring(column.length() + 1),
                "%1$s",
                "%2$s",
                String.join("；", zh),
                String.join("; ", Objects.requireNonNull(enByCode.get(key))));
          });
    }
  }

  @Override
  public RegistryChange create(NewRegistryChange given, Row row) {
    return new RegistryChange(Objects.requireNonNull(given.code()), given);
  }

  /** An equal row keeps the values before, which are those of the draft's day. */
  @Override
  public void change(RegistryChange stored, NewRegistryChange given) {
    if (!stored.isSameAs(given)) {
      stored.change(given);
    }
  }

  @Override
  public boolean mayChange(RegistryChange stored, Row row) {
    if (!stored.changeable()) {
      row.refuse(
          "code",
          "not-open",
          "已提交、已批准或由运营单位提出的变更不可更改",
          "what is submitted or approved, or an operator's proposal, does not change");
    }
    return stored.changeable();
  }
}
