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
 * One name of one entity, as displayed.
 *
 * @param type the entity type's name in the log
 * @param code the entity's code
 * @param place index among the entity's names; 0 is the displayed one
 * @param area GB/T 2260 code; null if the entity belongs to no area
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

  /** Longest length that the index distinguishes. */
  static final int MAX_MARKED_LENGTH = 40;

  /** All names of an entity in its current state, without those whose normal form repeats. */
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

  /** The keys under which the index finds the name. None contains a space. */
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

  /**
   * Prefixes the grams of codes. There are as many codes as names, and most codes are similar, so
   * their grams are kept apart.
   */
  static Set<String> ofCode(Set<String> grams) {
    return grams.stream().map(gram -> "=" + gram).collect(Collectors.toSet());
  }

  /** Mark of all names of a kind. */
  static String of(NameKind kind) {
    return "#" + kind.word();
  }

  /** Mark of the names of a kind with a length, counted in normalized characters. */
  static String of(NameKind kind, int length) {
    return "#" + kind.word() + Math.min(length, MAX_MARKED_LENGTH);
  }

  /** Mark of all names of an entity type. */
  static String ofType(String type) {
    return "~" + type;
  }

  /** Mark of all names in an area. */
  static String inArea(String area) {
    return "@" + area;
  }
}
