package dev.zhihe.indicators.assessment;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The property by which a plan's targets are grouped. */
@Schema(
    name = "ScorecardGrouping",
    description =
        "分组 / By what: category 指标类别 (goal area), leadDepartment 牵头部门, attribute 指标属性, kind 指标种类")
public enum ScorecardGrouping {
  /** 指标类别: the goal area. */
  @JsonProperty("category")
  @JsonAlias("类别")
  CATEGORY(line -> named(line.category(), line.categoryEn())),
  /** 牵头部门: the department that is responsible for the target. */
  @JsonProperty("leadDepartment")
  @JsonAlias("牵头部门")
  LEAD_DEPARTMENT(line -> named(line.leadDepartment(), null)),
  /** 指标属性: whether the plan makes the target binding. */
  @JsonProperty("attribute")
  @JsonAlias("指标属性")
  ATTRIBUTE(
      line ->
          line.attribute() == null
              ? null
              : new Group(Views.word(line.attribute()), line.attribute().words())),
  /** 指标种类: the part of the plan that names the indicator. */
  @JsonProperty("kind")
  @JsonAlias("指标种类")
  KIND(line -> new Group(Views.word(line.kind()), line.kind().words()));

  /** A group: the word that the filter of assessments accepts, and the group's name. */
  record Group(String word, Text name) {}

  private final Function<AssessmentLine, @Nullable Group> of;

  ScorecardGrouping(Function<AssessmentLine, @Nullable Group> of) {
    this.of = of;
  }

  private static @Nullable Group named(@Nullable String name, @Nullable String nameEn) {
    return name == null
        ? null
        : new Group(name, new Text(name, Objects.requireNonNullElse(nameEn, name)));
  }

  /** The group of a target; null if it has none. */
  @Nullable Group of(AssessmentLine line) {
    return of.apply(line);
  }
}
