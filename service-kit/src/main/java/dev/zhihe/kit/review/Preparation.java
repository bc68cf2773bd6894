package dev.zhihe.kit.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.problem.Text;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a first person does before a second one acts, by what the change log says: whoever did it
 * may not take the act.
 */
enum Preparation {
  /** A plan and its targets. */
  PLAN("编制", "采纳", "prepared a plan", "adopt"),
  /** The investment plans of a plan. */
  INVESTMENT_PLANS("编制", "采纳", "prepared an investment plan", "adopt"),
  /** The day on which figures are due. Whoever only granted more time may grant it again. */
  DUE_DATE(
      "设定截止日",
      "延期",
      "set the day it is due",
      "extend",
      "has no `extensions`",
      state -> state.path("extensions").isEmpty()),
  /** A figure. */
  FIGURE("填报", "审核", "handed in a figure", "review", "review", List.of("submitted")),
  /** An adjustment of a target. */
  ADJUSTMENT(
      "编制",
      "审核",
      "made, changed or submitted an adjustment",
      "review",
      "status",
      List.of("draft", "submitted")),
  /** A report on a plan. */
  REPORT("编制", "审核", "made a report", "review", "status", List.of("frozen")),
  /** Figures of a platform. */
  OCCUPANCY_REPORT("提交", "审核", "submitted a report", "review", "status", List.of("submitted"));

  /** As many codes are named. */
  private static final int MAX_NAMED = 5;

  private final String preparedZh;
  private final String actZh;
  private final String preparedEn;
  private final String actEn;
  private final String stateWords;
  private final @Nullable Predicate<JsonNode> state;

  /** Any change is preparation. */
  Preparation(String preparedZh, String actZh, String preparedEn, String actEn) {
    this(preparedZh, actZh, preparedEn, actEn, "", (Predicate<JsonNode>) null);
  }

  /** A change that leads to one of some words is preparation: reviewers lead to all others. */
  Preparation(
      String preparedZh,
      String actZh,
      String preparedEn,
      String actEn,
      String field,
      List<String> words) {
    this(
        preparedZh,
        actZh,
        preparedEn,
        actEn,
        "has `%s` %s".formatted(field, String.join(" or ", words)),
        state -> words.contains(state.path(field).asText()));
  }

  Preparation(
      String preparedZh,
      String actZh,
      String preparedEn,
      String actEn,
      String stateWords,
      @Nullable Predicate<JsonNode> state) {
    this.preparedZh = preparedZh;
    this.actZh = actZh;
    this.preparedEn = preparedEn;
    this.actEn = actEn;
    this.stateWords = stateWords;
    this.state = state;
  }

  /** Whether a published state is one that only the first person leads to; null for any change. */
  @Nullable Predicate<JsonNode> state() {
    return state;
  }

  /** What is said to whoever prepared some of the entities, by their codes. */
  Text refusal(List<String> own) {
    var named = own.subList(0, Math.min(MAX_NAMED, own.size()));
    var others = own.size() - named.size();
    return Text.of(
        "%1$s和%2$s须由不同的人完成：%5$s%6$s由您%1$s，未作任何处理",
        "Whoever %3$s cannot %4$s it, another reviewer must: you prepared %5$s%7$s; nothing was done",
        preparedZh,
        actZh,
        preparedEn,
        actEn,
        String.join(", ", named),
        others == 0 ? " " : " 等 %d 项".formatted(own.size()),
        others == 0 ? "" : " and %d more".formatted(others));
  }

  /** Who may not take the act, for the documentation. */
  String who() {
    return "whoever %s: the log has a change of theirs%s"
        .formatted(preparedEn, stateWords.isEmpty() ? "" : " to a state that " + stateWords);
  }
}
