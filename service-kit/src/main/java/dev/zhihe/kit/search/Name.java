package dev.zhihe.kit.search;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;

/**
 * One name of one entity, as printed.
 *
 * @param type the entity type's name in the log
 * @param code the entity's
 * @param place among the entity's names; 0 is the one that is shown
 * @param area GB/T 2260 code, if the entity belongs to one
 * @param audience who may read the entity, as stored
 */
record Name(
    String type,
    String code,
    int place,
    NameKind kind,
    String text,
    @Nullable String area,
    String audience) {

  /** Longer names are all alike to the index. */
  static final int MAX_MARKED_LENGTH = 40;

  /** All names of an entity as it stands; what is spelt alike is there once. */
  static List<Name> of(Published entity) {
    var findable = (Findable) entity;
    var type = ChangeLog.typeName(Hibernate.getClass(entity));
    var names = new ArrayList<Name>();
    var seen = new HashSet<String>();
    findable.names().forEach(text -> add(names, seen, entity, type, NameKind.NAME, text));
    findable.aliases().forEach(text -> add(names, seen, entity, type, NameKind.ALIAS, text));
    add(names, seen, entity, type, NameKind.CODE, entity.code());
    return names;
  }

  private static void add(
      List<Name> names,
      Set<String> seen,
      Published entity,
      String type,
      NameKind kind,
      String text) {
    if (seen.add(Spelling.normal(text))) {
      names.add(
          new Name(
              type,
              entity.code(),
              names.size(),
              kind,
              text,
              ((Findable) entity).area(),
              entity.audience().text()));
    }
  }

  /** What the index finds it by; none of it has a space. */
  Set<String> grams(Spelling spelling) {
    var grams = new HashSet<>(kind == NameKind.CODE ? ofCode(spelling.grams()) : spelling.grams());
    grams.add(of(kind));
    grams.add(of(kind, spelling.length()));
    grams.add(ofType(type));
    if (area != null) {
      grams.add(inArea(area));
    }
    return grams;
  }

  /** Codes have grams of their own: there are as many as names, and most look alike. */
  static Set<String> ofCode(Set<String> grams) {
    return grams.stream().map(gram -> "=" + gram).collect(Collectors.toSet());
  }

  /** Mark of the names of a kind. */
  static String of(NameKind kind) {
    return "#" + kind.word();
  }

  /** Mark of the names of a kind that are so long, in characters that are compared. */
  static String of(NameKind kind, int length) {
    return "#" + kind.word() + Math.min(length, MAX_MARKED_LENGTH);
  }

  /** Mark of the names of a type of entities. */
  static String ofType(String type) {
    return "~" + type;
  }

  /** Mark of the names of an area. */
  static String inArea(String area) {
    return "@" + area;
  }
}
