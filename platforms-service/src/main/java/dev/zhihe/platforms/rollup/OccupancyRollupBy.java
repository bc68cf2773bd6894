package dev.zhihe.platforms.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A property by which a roll-up is grouped: of platforms as they are known, or of periods. */
public enum OccupancyRollupBy {
  /** The platform's administrative area. */
  @JsonProperty("area")
  AREA("p.area"),
  /** The platform's type. */
  @JsonProperty("type")
  TYPE("lower(p.type)"),
  /** The platform's operator, also for periods in which another one ran it. */
  @JsonProperty("operator")
  OPERATOR("p.operator"),
  /** The platform itself. */
  @JsonProperty("platform")
  PLATFORM("p.code"),
  /** The reporting period, by its days. */
  @JsonProperty("period")
  PERIOD("(f.start_date || '/' || f.end_date)");

  private final String sql;

  OccupancyRollupBy(String sql) {
    this.sql = sql;
  }

  /** Its expression, over a platform {@code p} or its figures {@code f}. */
  String sql() {
    return sql;
  }

  /** Whether each platform is in one line, so that lines add up to the total. */
  boolean additive() {
    return this != PERIOD;
  }
}
