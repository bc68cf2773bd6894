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

  private static final Map<String, String> PLATFORM_TYPES =
      Map.ofEntries(
          Map.entry("rd_platform", "研发平台"),
          Map.entry("transfer_platform", "转化平台"),
          Map.entry("innovation_park", "双创载体"),
          Map.entry("park", "园区/孵化载体"),
          Map.entry("incubator_cluster", "孵化器集群"),
          Map.entry("ecosystem", "创新生态圈"),
          Map.entry("transfer_body", "成果转化/技术转移机构"),
          Map.entry("service_platform", "科技服务平台"),
          Map.entry("information_platform", "信息化平台"),
          Map.entry("science_park", "科技科普公园"),
          Map.entry("science_facility", "科普设施"),
          Map.entry("training_facility", "人才培养设施"),
          Map.entry("medical_centre", "医学研发中心"),
          Map.entry("think_tank", "智库"),
          Map.entry("new_rd_institution", "新型研发机构"),
          Map.entry("laboratory", "实验室"),
          Map.entry("technology_innovation_centre", "技术创新中心"),
          Map.entry("engineering_research_centre", "工程研究中心"),
          Map.entry("maker_space", "众创空间"),
          Map.entry("incubator", "孵化器"),
          Map.entry("accelerator", "加速器"),
          Map.entry("industrial_park", "产业园"),
          Map.entry("university_science_park", "大学科技园"),
          Map.entry("science_popularisation_base", "科普基地"));

  private static final Map<String, String> MEASURES =
      Map.of(
          "new_tenants", "新入驻企业（家）",
          "new_tech_firms", "新入驻科技型企业（家）",
          "graduated_tenants", "毕业企业（家）",
          "output_yuan", "产值（元）",
          "revenue_yuan", "营业收入（元）",
          "tenants", "入驻企业（家）",
          "tech_firms", "科技型企业（家）",
          "high_tech_firms", "高新技术企业（家）",
          "employees", "从业人员（人）",
          "floor_area_m2", "空间面积（m²）");

  private static final Map<String, String> COMPARATORS =
      Map.of("ge", "≥", "gt", ">", "le", "≤", "eq", "=", "approx", "左右");

  private static final Map<String, String> OUTCOMES =
      Map.of("reached", "已达到", "open", "未到期", "not_reached", "到期未达到", "no_data", "无数据");

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
                  yuan("completedYuan", "完成投资"))),
          new AttachedQuestion(
              "platforms",
              new Text("各类平台入驻", "Occupancy by type of platform"),
              "/v1/occupancy-rollups?area={area}&by=type&on={on}",
              List.of(
                  word("type", "平台类型", PLATFORM_TYPES),
                  number("platforms", "平台数"),
                  number("platformsReporting", "有填报的平台数"),
                  number("usableAreaM2", "可用面积（m²）"),
                  number("occupiedAreaM2", "入驻面积（m²）"),
                  percent("occupancyRatePercent", "入驻率"),
                  number("tenants", "入驻企业数"),
                  number("highTechFirms", "高新技术企业数"),
                  text("summedFrom", "产值累计起始日"),
                  yuan("outputYuan", "累计产值"))),
          new AttachedQuestion(
              "platforms",
              new Text("平台目标达标情况", "Targets of platforms"),
              "/v1/occupancy-rollups/targets?area={area}&on={on}",
              List.of(
                  text("platform", "平台"),
                  word("measure", "计量内容", MEASURES),
                  word("comparator", "比较符", COMPARATORS),
                  number("targetValue", "目标值"),
                  text("countedFrom", "累加起始日"),
                  text("deadline", "截止日期"),
                  number("value", "已填报"),
                  word("outcome", "达标情况", OUTCOMES))));

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
