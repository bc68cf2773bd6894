package dev.zhihe.platforms.rollup;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A property by which a roll-up is grouped: of platforms as they are known, or of periods. */
public enum OccupancyRollupBy {
  /** The platform's administrative area. */
  @JsonProperty("area")
  @JsonAlias("行政区划")
  AREA("p.area"),
  /** The platform's type. */
  @JsonProperty("type")
  @JsonAlias("平台类型")
  TYPE("lower(p.type)"),
  /** The platform's level; platforms without one have a line. */
  @JsonProperty("level")
  @JsonAlias("认定级别")
  LEVEL("lower(p.level)"),
  /** The operator that reported; of the number of platforms, the one that runs it. */
  @JsonProperty("operator")
  @JsonAlias("运营单位")
  OPERATOR("p.operator"),
  /** The platform itself. */
  @JsonProperty("platform")
  @JsonAlias("平台")
  PLATFORM("p.code"),
  /** The innovation ecosystems that the platform is within, directly or through others. */
  @JsonProperty("ecosystem")
  @JsonAlias("创新生态圈")
  ECOSYSTEM("ecosystem.code", PlatformType.ECOSYSTEM),
  /** The incubator clusters that the platform is within, directly or through others. */
  @JsonProperty("cluster")
  @JsonAlias("孵化器集群")
  CLUSTER("cluster.code", PlatformType.INCUBATOR_CLUSTER),
  /** The reporting period, by its days. */
  @JsonProperty("period")
  @JsonAlias("填报期")
  PERIOD("f.span");

  private final String sql;
  private final @Nullable PlatformType whole;

  OccupancyRollupBy(String sql) {
    this(sql, null);
  }

  /**
   * A property that a platform may have several times.
   *
   * @param whole type of the platforms that it is part of
   */
  OccupancyRollupBy(String sql, @Nullable PlatformType whole) {
    this.sql = sql;
    this.whole = whole;
  }

  /** Its expression over a report's figures {@code f} and its platform {@code p}. */
  String ofReports() {
    return this == OPERATOR ? "f.operator" : sql;
  }

  /** Its expression, over a platform {@code p} or its figures {@code f}. */
  String sql() {
    return sql;
  }

  /**
   * What its expression needs besides them, with the query {@code within}.
   *
   * @param platforms the known platforms
   */
  String join(String platforms) {
    return whole == null
        ? ""
        : """

        left join (select distinct i.code as member, e.code from within i join %1$s e on e.code = i.whole where e.type = '%2$s') %3$s
          on %3$s.member = p.code"""
            .formatted(platforms, whole.name(), name().toLowerCase(Locale.ROOT));
  }

  /** Whether each platform is in one line, so that lines add up to the total. */
  boolean additive() {
    return this != PERIOD && whole == null;
  }
}
