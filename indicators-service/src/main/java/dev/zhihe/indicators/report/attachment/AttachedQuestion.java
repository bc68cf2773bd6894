package dev.zhihe.indicators.report.attachment;

import static dev.zhihe.indicators.report.attachment.AttachedColumn.named;
import static dev.zhihe.indicators.report.attachment.AttachedColumn.number;
import static dev.zhihe.indicators.report.attachment.AttachedColumn.percent;
import static dev.zhihe.indicators.report.attachment.AttachedColumn.text;
import static dev.zhihe.indicators.report.attachment.AttachedColumn.word;
import static dev.zhihe.indicators.report.attachment.AttachedColumn.yuan;

import dev.zhihe.kit.problem.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A question that new reports ask another service. {@link #ALL} is the list.
 *
 * @param service name of the service that answers
 * @param path with {@code {plan}}, {@code {area}} and {@code {on}} in the places of the plan's code
 *     and area and of the day; without {@code asOf}
 * @param columns of the table that the report shows; none if the answer is only kept
 */
public record AttachedQuestion(
    String service, Text title, String path, List<AttachedColumn> columns) {

  private static final Map<String, String> STAGES =
      Map.of(
          "not_stated", "未载明",
          "planning", "规划论证",
          "preparation", "前期",
          "construction", "在建",
          "completed", "建成",
          "suspended", "暂停",
          "cancelled", "终止");

  private static final Map<String, String> LIGHTS =
      Map.of("normal", "正常", "warning", "预警", "behind", "滞后");

  /** The questions, in the order in which reports show them. */
  public static final List<AttachedQuestion> ALL =
      List.of(
          new AttachedQuestion(
              "projects",
              new Text("项目类别", "Programmes"),
              "/v1/programmes?plan={plan}&limit=1000",
              List.of()),
          new AttachedQuestion(
              "projects",
              new Text("各类项目投资", "Investment by programme"),
              "/v1/investment-rollups?plan={plan}&by=programme&on={on}",
              List.of(
                  named("programme", "项目类别"),
                  number("projects", "项目数"),
                  yuan("totalYuan", "规划总投资"),
                  yuan("periodYuan", "规划期投资"),
                  yuan("arrangedYuan", "到位资金"),
                  yuan("completedYuan", "完成投资"),
                  percent("completionRatePercent", "完成率"),
                  percent("timeProgressPercent", "时间进度"),
                  word("light", "进度灯", LIGHTS))),
          new AttachedQuestion(
              "projects",
              new Text("各年投资", "Investment by year"),
              "/v1/investment-rollups?plan={plan}&by=year&on={on}",
              List.of(
                  text("year", "年份"),
                  yuan("arrangedYuan", "到位资金"),
                  yuan("completedYuan", "完成投资"),
                  yuan("paidYuan", "支付"))),
          new AttachedQuestion(
              "projects",
              new Text("各阶段项目", "Projects by stage"),
              "/v1/investment-rollups?plan={plan}&by=stage&on={on}",
              List.of(
                  word("stage", "进展阶段", STAGES),
                  number("projects", "项目数"),
                  yuan("totalYuan", "规划总投资"),
                  yuan("periodYuan", "规划期投资"),
                  yuan("completedYuan", "完成投资"))));

  /**
   * Path and query for a report.
   *
   * @param plan code of the plan
   * @param area code of the plan's area
   * @param on the day that the report is about
   */
  String path(String plan, String area, LocalDate on) {
    return path.replace("{plan}", plan).replace("{area}", area).replace("{on}", on.toString());
  }
}
