package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.PlatformContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a change. They are asked when it is drafted or changed, when it is submitted, and
 * again when it is approved.
 *
 * @param known what it names, as far as it exists
 * @param proposedBy code of the operator that proposes it; null if the bureau drafted it
 * @param decides whether the values before are those that somebody decides on, so that none may
 *     have changed; else they are checked where they are given
 */
record RegistryRules(
    NewRegistryChange given,
    RegistryDrafting.Known known,
    PlatformContent content,
    @Nullable String proposedBy,
    boolean decides,
    Refusal refusal) {
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2200;

  /**
   * Reports every broken rule.
   *
   * @return what changes, with the platform's values before, all values as they are stored; as
   *     given if they cannot be read
   */
  List<PropertyChange> check() {
    checkPlatforms();
    checkInto();
    checkDay();
    return checkChanges();
  }

  private void checkPlatforms() {
    var kind = given.kind();
    if (proposedBy != null && !kind.isForOperators()) {
      refusal.refuse(
          "kind",
          "bureau-only",
          "运营单位可提出更正（correction）和撤销（withdrawal）",
          "operators propose a correction or a withdrawal");
    }
    if (kind.setsProperties() && given.platforms().size() > 1) {
      refusal.refuse(
          "platforms", "one-platform", "此类变更只针对一个平台", "a change of this kind is of one platform");
    }
    var seen = new HashSet<String>();
    for (var code : given.platforms()) {
      if (!seen.add(code)) {
        refusal.refuse("platforms", "duplicate", "%s 重复", "%s stands twice", code);
      } else if (kind == RegistryChangeKind.ADDITION) {
        checkIsNew(code);
      } else {
        checkPlatform("platforms", code);
      }
    }
  }

  private void checkIsNew(String code) {
    if (known.platforms().containsKey(code)) {
      refusal.refuse(
          "platforms",
          "in-registry",
          "平台 %s 已登记；新平台请另用代码",
          "platform %s is in the registry already: a new one has another code",
          code);
    }
  }

  private void checkPlatform(String field, String code) {
    var platform = known.platforms().get(code);
    if (platform == null) {
      refusal.refuse(field, "unknown-reference", "没有平台 %s", "there is no platform %s", code);
    } else if (!platform.area().equals(given.area())) {
      refusal.refuse(
          field,
          "elsewhere",
          "%s 属于 %s，而非 %s",
          "%s belongs to %s, not to %s",
          code,
          platform.area(),
          given.area());
    } else if (!given.kind().takes(platform.status())) {
      refusal.refuse(
          field,
          platform.status().left() ? "withdrawn" : "status",
          "平台 %1$s %2$s",
          "platform %1$s is %3$s",
          code,
          platform.status().text().zh(),
          platform.status().text().en());
    } else if (proposedBy != null && !proposedBy.equals(platform.operator())) {
      refusal.refuse(
          field,
          "other-operator",
          "平台 %s 已由其他单位运营",
          "platform %s is run by another organisation now",
          code);
    }
  }

  private void checkInto() {
    var into = given.into();
    if (given.kind() != RegistryChangeKind.MERGER) {
      if (into != null) {
        refusal.refuse("into", "not-a-merger", "仅合并填写", "a merger alone has it");
      }
    } else if (into == null) {
      refusal.refuse("into", "required", "必填：并入哪个平台", "required: which platform goes on");
    } else if (given.platforms().contains(into)) {
      refusal.refuse("into", "duplicate", "%s 不可并入其自身", "%s does not go into itself", into);
    } else {
      checkPlatform("into", into);
      if (known.platforms().containsKey(into)
          && PlatformContent.closesCircle(given.platforms(), into, known.references())) {
        refusal.refuse(
            "into",
            "circle",
            "%s 所属或所在的平台在并入的平台之内，合并后它将在自身之内；请先更正所属平台或所在平台",
            "%s is within a member of a platform that goes in, so it would be within itself: correct partOf or locatedIn first",
            into);
      }
    }
  }

  private void checkDay() {
    var day = given.effectiveOn();
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "应在 %d 年与 %d 年之间",
          "in a year from %d to %d",
          FIRST_YEAR,
          LAST_YEAR);
    }
    for (var code : given.named().toList()) {
      var platform = known.platforms().get(code);
      if (platform == null) {
        continue; // refused already
      }
      var since = platform.statusSince();
      if (since != null && day.isBefore(since)) {
        refusal.refuse(
            "effectiveOn",
            "effective-day",
            "平台 %1$s 自 %3$s 起%2$s，不早于该日",
            "not before %3$s, since which platform %1$s is %4$s",
            code,
            platform.status().text().zh(),
            since,
            platform.status().text().en());
      }
    }
  }

  private List<PropertyChange> checkChanges() {
    var items = given.properties();
    if (!given.kind().setsProperties()) {
      if (!items.isEmpty()) {
        refusal.refuse("changes", "not-of-kind", "此类变更不填变更项", "a change of this kind has none");
      }
      return List.of();
    }
    if (items.isEmpty()) {
      refusal.refuse("changes", "required", "必填：变更哪些字段", "required: which properties change");
      return items;
    }
    var cells = cells(items);
    var code = given.platforms().getFirst();
    var platform = given.kind() == RegistryChangeKind.ADDITION ? null : known.platforms().get(code);
    if (platform == null && given.kind() != RegistryChangeKind.ADDITION) {
      return items;
    }
    if (platform == null) {
      cells.put("code", code);
      cells.put("area", given.area());
    }
    var view =
        content.with(
            platform,
            cells,
            known.references(),
            (property, rule, zh, en, texts) ->
                refusal.refuse(
                    place(property),
                    rule,
                    "%1$s：%2$s",
                    "%1$s: %3$s",
                    property,
                    zh.formatted(texts),
                    en.formatted(texts)));
    if (view == null) {
      return items;
    }
    var after = Csv.cells(view);
    after.keySet().retainAll(cells.keySet());
    return compared(items, platform, after);
  }

  /** The cells after, of the properties that a change of this kind may set. */
  private Map<String, String> cells(List<PropertyChange> items) {
    var allowed = content.properties().stream().filter(given.kind()::sets).toList();
    var cells = new HashMap<String, String>();
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (!allowed.contains(item.property())) {
        refusal.refuse(
            "changes/" + i + "/property",
            "unknown-word",
            "%1$s：应为其中之一：%2$s",
            "%1$s: one of: %3$s",
            item.property(),
            content.names(allowed).zh(),
            content.names(allowed).en());
      } else if (cells.putIfAbsent(item.property(), item.afterOrEmpty()) != null) {
        refusal.refuse(
            "changes/" + i + "/property", "duplicate", "%s 重复", "%s stands twice", item.property());
      } else if (item.breaksItsForm()) {
        refuseSemicolon(i, item.property());
      }
    }
    return cells;
  }

  private void refuseSemicolon(int place, String property) {
    refusal.refuse(
        "changes/" + place + "/after",
        "shape",
        "%s：文字中的分号请改用全角，且其后不接“字段:”",
        "%s: a text has full-width semicolons alone, and none before what looks like a property and a colon",
        property);
  }

  private List<PropertyChange> compared(
      List<PropertyChange> items, @Nullable Platform platform, Map<String, String> after) {
    var before = platform == null ? Map.<String, String>of() : Csv.cells(platform.view());
    var compared = new ArrayList<PropertyChange>();
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      var old = before.getOrDefault(item.property(), "");
      var next = after.get(item.property());
      if (next == null) {
        continue; // refused, as no property that a change of this kind sets
      }
      var seen = item.before() == null && decides ? "" : item.before();
      if (seen != null && !seen.equals(old)) {
        refusal.refuse(
            "changes/" + i + "/before",
            "outdated",
            "%1$s 现为“%2$s”，与变更前的值不符；请核对后重新填写",
            "%1$s is \"%2$s\" now, not what it was before: look at it again, and give it anew",
            item.property(),
            old);
      } else if (old.equals(next)) {
        refusal.refuse(
            "changes/" + i + "/after",
            "no-change",
            "%s 与现值相同",
            "%s has that value already",
            item.property());
      } else if (next.contains(";") && !PlatformContent.isList(item.property())) {
        refuseSemicolon(i, item.property());
      }
      compared.add(new PropertyChange(item.property(), given(old), given(next)));
    }
    return compared;
  }

  private static @Nullable String given(String cell) {
    return cell.isEmpty() ? null : cell;
  }

  /** The place of a property's value; that of all if the change lacks it. */
  private String place(String property) {
    var items = given.properties();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).property().equals(property)) {
        return "changes/" + i + "/after";
      }
    }
    return "changes";
  }
}
