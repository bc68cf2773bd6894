package dev.zhihe.kit.sealed;

import dev.zhihe.kit.changelog.LastingVersions;
import dev.zhihe.kit.changelog.Published;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The day on which states of the history must be valid.
 *
 * @param day null for any
 * @param earlierVersions whether an earlier version is read where the latest had not begun
 */
public record ValidOn(@Nullable LocalDate day, boolean earlierVersions) {
  public static final ValidOn ANY_DAY = new ValidOn(null, false);

  private static final String KNOWN =
      "entity_type = ? and from_position <= ? and (to_position is null or to_position > ?)";

  /** The day for states of a type. */
  public static ValidOn of(Class<? extends Published> type, @Nullable LocalDate day) {
    return new ValidOn(day, day != null && LastingVersions.class.isAssignableFrom(type));
  }

  /**
   * From-clause and first conditions of a statement over the history at a position, ordered as its
   * key. The parameters: type, position twice, those of {@code entities}, the day twice if there is
   * one.
   *
   * @param entities conditions on the entity that begin with {@code and}; empty for all
   */
  public String known(String entities) {
    if (day == null) {
      return "from history where " + KNOWN + entities;
    }
    if (!earlierVersions) {
      return "from history where "
          + KNOWN
          + entities
          + " and (valid_from is null or valid_from <= ?) and (valid_to is null or valid_to > ?)";
    }
    return """
        from (select begun.* from (select * from history where %s%s) latest cross join lateral
          (select * from history v where v.entity_type = latest.entity_type and v.entity_id = latest.entity_id
             and v.from_position <= latest.from_position and (v.valid_from is null or v.valid_from <= ?)
           order by v.from_position desc limit 1) begun) history
        where (valid_to is null or valid_to > ?)"""
        .formatted(KNOWN, entities);
  }
}
