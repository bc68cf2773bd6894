package dev.zhihe.platforms.occupancy.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;

/** How far the review of a report is. */
public enum ReviewStatus {
  /** 已提交: handed in, with the reviewers now. */
  @JsonProperty("submitted")
  @JsonAlias("已提交")
  SUBMITTED(
      new Text("已提交", "submitted"),
      "可由运营单位更正（PUT /v1/occupancy-reports/%1$s），或由审核人采纳（POST /v1/occupancy-reports/%1$s/acceptance）、退回（POST /v1/occupancy-reports/%1$s/return）",
      "its operator may correct it (PUT /v1/occupancy-reports/%1$s), a reviewer accept it (POST /v1/occupancy-reports/%1$s/acceptance) or return it (POST /v1/occupancy-reports/%1$s/return)"),
  /** 已退回: the operator is to correct it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      "由运营单位更正后重新提交（PUT /v1/occupancy-reports/%1$s）",
      "its operator may correct it and hand it in again (PUT /v1/occupancy-reports/%1$s)"),
  /** 已采纳: public and final. */
  @JsonProperty("accepted")
  @JsonAlias("已采纳")
  ACCEPTED(
      new Text("已采纳", "accepted"),
      "已采纳的填报为定稿，不再更改，任何人可读（GET /v1/occupancy-reports/%1$s）",
      "an accepted report is final and changes no more; anybody may read it (GET /v1/occupancy-reports/%1$s)");

  private final Text name;
  private final String stepsZh;
  private final String stepsEn;

  ReviewStatus(Text name, String stepsZh, String stepsEn) {
    this.name = name;
    this.stepsZh = stepsZh;
    this.stepsEn = stepsEn;
  }

  /** Where a report of that code stands, and who may do what with it now. */
  Text steps(String code) {
    return new Text(
        "%s %s；%s".formatted(code, name.zh(), stepsZh.formatted(code)),
        "%s is %s: %s".formatted(code, name.en(), stepsEn.formatted(code)));
  }
}
