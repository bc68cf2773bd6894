package dev.zhihe.platforms.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a target of a platform counts, and the figure of reports by which it is judged. */
@Schema(
    name = "GoalMeasure",
    description =
        "计量内容 / What is counted: new_tech_firms 新增科技型企业, high_tech_firms 高新技术企业, output_yuan 产值")
public enum GoalMeasure {
  /** No report says how many of the new tenants are technology-based. */
  @JsonProperty("new_tech_firms")
  NEW_TECH_FIRMS(null),
  @JsonProperty("high_tech_firms")
  HIGH_TECH_FIRMS(OccupancyFigure.HIGH_TECH_FIRMS),
  @JsonProperty("output_yuan")
  OUTPUT_YUAN(OccupancyFigure.OUTPUT);

  private final @Nullable OccupancyFigure figure;

  GoalMeasure(@Nullable OccupancyFigure figure) {
    this.figure = figure;
  }

  /** The figure of reports; null if they have none. */
  @Nullable OccupancyFigure figure() {
    return figure;
  }
}
