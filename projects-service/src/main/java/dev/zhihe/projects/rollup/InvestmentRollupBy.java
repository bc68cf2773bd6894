package dev.zhihe.projects.rollup;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A property by which a roll-up is grouped: of projects, or of ledger entries alone. */
public enum InvestmentRollupBy {
  /** The project's primary programme. Each project has exactly one. */
  @JsonProperty("programme")
  @JsonAlias("项目类别")
  PROGRAMME("p.programme", true),
  /** The project itself. */
  @JsonProperty("project")
  @JsonAlias("项目")
  PROJECT("p.code", true),
  /** The project's primary lead unit, the first one. */
  @JsonProperty("leadUnit")
  @JsonAlias("牵头责任单位")
  LEAD_UNIT("p.lead_units[1]", true),
  /** The project's location. */
  @JsonProperty("location")
  @JsonAlias("建设地点")
  LOCATION("p.location", true),
  /** Each of the project's tags: a project with two counts in two lines. */
  @JsonProperty("tag")
  @JsonAlias("项目标签")
  TAG("tag.name", true),
  /** The project's stage; on a day, the stage in which it was then. */
  @JsonProperty("stage")
  @JsonAlias("进展阶段")
  STAGE("lower(p.stage)", true),
  /** The year of the entry's month. Nothing is planned by year here. */
  @JsonProperty("year")
  @JsonAlias("年")
  YEAR("left(e.month, 4)", false),
  /** The entry's month. */
  @JsonProperty("month")
  @JsonAlias("月")
  MONTH("e.month", false),
  /** The source of the entry's money. */
  @JsonProperty("source")
  @JsonAlias("资金来源")
  SOURCE("lower(e.source)", false);

  private final String sql;
  private final boolean ofProjects;

  InvestmentRollupBy(String sql, boolean ofProjects) {
    this.sql = sql;
    this.ofProjects = ofProjects;
  }

  /**
   * Its expression, over a project {@code p}, one of its tags {@code tag}, or an entry {@code e}.
   */
  String sql() {
    return sql;
  }

  /** Whether projects have it, and therefore also what is planned for them. */
  boolean ofProjects() {
    return ofProjects;
  }
}
