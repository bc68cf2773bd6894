package dev.zhihe.indicators.goals.breakdown;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;
import static dev.zhihe.kit.tables.Column.requiredMeasured;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports parts and milestones. All rows of one target are checked together. */
@ApplicationScoped
class TargetPartImport implements ImportFamily<TargetPart, TargetPartView> {
  private final TargetParts parts;
  private final LockedCeilings lockedCeilings;

  TargetPartImport(TargetParts parts, LockedCeilings lockedCeilings) {
    this.parts = parts;
    this.lockedCeilings = lockedCeilings;
  }

  @Override
  public Class<TargetPart> entity() {
    return TargetPart.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("target", "目标"),
        required("year", "年份"),
        optional("department", "责任部门"),
        requiredMeasured("value", "数值"),
        optional("note", "备注"),
        optional("document", "来源文件"),
        optional("documentNumber", "文号"));
  }

  @Override
  public @Nullable TargetPartView read(Row row) {
    var code = row.code("code");
    var plan = row.code("plan");
    var target = row.code("target");
    var year = row.year("year");
    var department = row.text("department");
    var value = row.quantity("value");
    var note = row.text("note");
    var document = row.text("document");
    var number = row.text("documentNumber");
    return row.isValid()
        ? new TargetPartView(code, plan, target, year, department, value, note, document, number)
        : null;
  }

  @Override
  public Object naturalKey(TargetPartView given) {
    return given.key();
  }

  @Override
  public Map<Object, String> codesByNaturalKey(List<TargetPartView> given) {
    return parts.currentParts(targets(given), List.of()).stream()
        .collect(Collectors.toMap(TargetPartView::key, TargetPartView::code));
  }

  private static List<String> targets(Collection<TargetPartView> given) {
    return given.stream().map(TargetPartView::target).distinct().toList();
  }

  @Override
  public void review(Map<Row, TargetPartView> chunk) {
    var ceilings = lockedCeilings.locked(targets(chunk.values()));
    var stored =
        parts
            .currentParts(
                targets(chunk.values()), chunk.values().stream().map(TargetPartView::code).toList())
            .stream()
            .collect(Collectors.toMap(TargetPartView::code, Function.identity()));
    chunk.forEach((row, given) -> requireUnit(row, ceilings.get(given.target())));
    var changes = new LinkedHashMap<Row, TargetPartView>(chunk);
    changes.keySet().removeIf(row -> !row.isValid());
    changes.values().removeIf(given -> given.equals(stored.get(given.code())));
    changes.forEach((row, given) -> check(row, given, stored.get(given.code()), ceilings));
    ceilings.forEach((target, ceiling) -> checkSums(target, ceiling, changes, stored));
  }

  private static void requireUnit(Row row, @Nullable TargetCeiling ceiling) {
    if (ceiling != null) {
      var indicator = ceiling.indicator();
      row.requireUnit("value", Objects.requireNonNullElse(indicator.unit(), ""), indicator.code());
    }
  }

  private static void check(
      Row row,
      TargetPartView given,
      @Nullable TargetPartView before,
      Map<String, TargetCeiling> ceilings) {
    var ceiling = ceilings.get(given.target());
    if (ceiling == null) {
      row.refuse("target", "unknown-reference", "没有此代码", "there is nothing with this code");
      return;
    }
    var target = ceiling.target();
    if (before != null && !before.target().equals(given.target())) {
      row.refuse(
          "target",
          "moved",
          "属于目标 %s；代码不可移至另一目标",
          "belongs to target %s; a code never moves to another",
          before.target());
    }
    if (!target.inForce()) {
      row.refuse(
          "target",
          "not-in-force",
          "应为现行目标：草案须先批准，已被取代的请改用其后的目标",
          "a target in force: a draft is adopted first, and of one that was replaced the next is taken");
    }
    if (!target.plan().equals(given.plan())) {
      row.refuse(
          "plan",
          "elsewhere",
          "目标属于 %s，而非 %s",
          "the target belongs to %s, not to %s",
          target.plan(),
          given.plan());
    }
    ceiling.check(given, row::refuse);
  }

  /**
   * Refuses the rows that raise a year's sum above the declared value. A refused row counts with
   * its stored value, so further rows may then be refused.
   */
  private static void checkSums(
      String target,
      TargetCeiling ceiling,
      Map<Row, TargetPartView> changes,
      Map<String, TargetPartView> stored) {
    boolean refused;
    do {
      refused = false;
      var currentParts = new HashMap<String, TargetPartView>(stored);
      changes.forEach(
          (row, given) -> {
            if (row.isValid()) {
              currentParts.put(given.code(), given);
            }
          });
      currentParts.values().removeIf(part -> !part.target().equals(target));
      for (var year : ceiling.exceeded(currentParts.values())) {
        for (var change : changes.entrySet()) {
          var row = change.getKey();
          var given = change.getValue();
          var before = stored.get(given.code());
          if (given.target().equals(target)
              && row.isValid()
              && (given.year() == year.year()
                  || (before != null && before.year() == year.year()))) {
            row.refuse(
                "value",
                "exceeds-declared",
                "%d 年各部门合计 %s，超过所列的 %s",
                "in %d the departments come to %s together, which is more than the %s declared",
                year.year(),
                year.sum().toPlainString(),
                year.declared().toPlainString());
            refused = true;
          }
        }
      }
    } while (refused);
  }

  @Override
  public TargetPart create(TargetPartView given, Row row) {
    return new TargetPart(given);
  }

  @Override
  public void change(TargetPart stored, TargetPartView given) {
    stored.describe(given);
  }

  /**
   * Checks the sums again. Rows refused after the review may have reduced a sum that other rows
   * need; then the whole file is refused.
   */
  @Override
  public void written(List<TargetPart> created, List<TargetPart> changed) {
    var targets =
        targets(Stream.concat(created.stream(), changed.stream()).map(TargetPart::view).toList());
    var ceilings = lockedCeilings.locked(targets);
    var currentParts =
        parts.currentParts(targets, List.of()).stream()
            .collect(Collectors.groupingBy(TargetPartView::target));
    ceilings.forEach(
        (target, ceiling) ->
            ceiling
                .exceeded(currentParts.getOrDefault(target, List.of()))
                .forEach(
                    year -> {
                      throw new Problem(
                          ProblemType.RULE_BROKEN,
                          Text.of(
                              "目标 %s 的 %d 年各部门合计 %s，超过所列的 %s；有误的行须先改正",
                              "Of target %s in %d the departments would come to %s together, more than the %s declared: correct the rows that were refused first",
                              target,
                              year.year(),
                              year.sum().toPlainString(),
                              year.declared().toPlainString()));
                    }));
  }
}
