package dev.zhihe.kit.feed;

import dev.zhihe.kit.problem.Refusals;
import org.jspecify.annotations.Nullable;

/** Where a line stands in the order of a snapshot. */
record SnapshotPlace(String entityType, String entityId) {
  /** Parses a place in a snapshot: a type, a slash and an entity's id. */
  static @Nullable SnapshotPlace named(Refusals refusals, String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    var slash = text.indexOf('/');
    if (slash > 0
        && slash < text.length() - 1
        && Scope.TYPE.matcher(text.substring(0, slash)).matches()
        && text.chars().noneMatch(Character::isISOControl)) {
      return new SnapshotPlace(text.substring(0, slash), text.substring(slash + 1));
    }
    refusals.add(
        name,
        text,
        "应为 entityType/entityId，取自最后一整行",
        "entityType/entityId of the last whole line that came");
    return null;
  }
}
