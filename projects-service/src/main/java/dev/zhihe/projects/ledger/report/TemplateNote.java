package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.problem.Text;
import java.util.List;

/**
 * What the template says of a column.
 *
 * @param column its header
 * @param meaning what it is
 * @param unit its unit; empty if it has none
 * @param limits what may be entered
 * @param example a value; empty if none would help
 */
record TemplateNote(Text column, Text meaning, Text unit, Text limits, Text example) {
  private static final Text NONE = new Text("", "");

  /** The header of the notes. */
  static final List<Text> HEADER =
      List.of(
          new Text("列", "column"),
          new Text("含义", "meaning"),
          new Text("单位", "unit"),
          new Text("要求", "limits"),
          new Text("示例", "example"));

  private static final TemplateNote PROJECT =
      new TemplateNote(
          new Text("项目", "project"),
          new Text("项目代码，已预填", "code of the project, filled in already"),
          NONE,
          new Text(
              "勿改；不报的项目请删去整行", "leave it; delete the row of a project that you do not report on"),
          alike("500106-145-p06"));

  private static final TemplateNote NAME =
      new TemplateNote(
          new Text("项目名称", "projectName"),
          new Text("项目名称，已预填，供核对", "name of the project, filled in already, to check the row by"),
          NONE,
          new Text(
              "与代码不符的整行拒绝；可留空",
              "a row with another name than the code has is refused; may be empty"),
          NONE);

  private static final TemplateNote MONTH =
      new TemplateNote(
          new Text("月份", "month"),
          new Text("所报月份，已预填", "the month that is reported on, filled in already"),
          NONE,
          new Text("已开始且未关账的月份", "a month that has begun and is not closed"),
          alike("2023-06"));

  private static final TemplateNote AMOUNTS =
      new TemplateNote(
          new Text(
              "到位、完成、支付 · 财政、企业、基金、社会",
              "arranged, completed, paid: Fiscal, Enterprise, Fund, Social"),
          new Text(
              "本月发生的金额（不是累计）：到位资金、完成投资、支付，各按资金来源：财政、企业自筹、基金、社会资本",
              "amounts of this month, not in all: funds arranged, investment completed, paid, each by its source: fiscal, enterprise, fund, social"),
          new Text(
              "元；表头可改为（千元）（万元）（亿元），按此换算",
              "yuan; 千元, 万元 or 亿元 in brackets in the header is converted"),
          new Text(
              "不小于 0，折合元至多两位小数；没有发生的留空；全无发生的，在任一金额列填 0",
              "not below 0, in yuan at most two decimals; empty if there is none; if there is none at all, 0 in one of these columns"),
          alike("1250000.00"));

  private static final TemplateNote PROGRESS =
      new TemplateNote(
          new Text("形象进度", "progress"),
          new Text("工程到了哪一步", "how far the works are"),
          NONE,
          atMost500(),
          new Text("主体结构封顶", "main structure topped out"));

  private static final TemplateNote PERCENT =
      new TemplateNote(
          new Text("完成比例", "completePercent"),
          new Text("项目累计完成的比例", "how much of the project is complete, in all"),
          alike("%"),
          new Text("0 至 100，至多两位小数", "from 0 to 100 with at most two decimals"),
          alike("45"));

  private static final TemplateNote PROBLEMS =
      new TemplateNote(
          new Text("存在问题", "problems"),
          new Text("需要协调解决的问题", "what needs help"),
          NONE,
          atMost500(),
          new Text("征地滞后", "land is late"));

  private static final TemplateNote COMMENT =
      new TemplateNote(
          new Text("说明", "comment"),
          new Text(
              "金额与通常每月或计划月均数相差 5 倍以上、累计超过总投资的，写明原因",
              "why an amount is more than 5 times off the usual month and the plan's monthly mean, or the sum above the project's total"),
          NONE,
          atMost500(),
          new Text("设备集中到货", "the equipment came at once"));

  private static final TemplateNote UNTOUCHED =
      new TemplateNote(
          new Text("未填写的行", "a row that nobody filled in"),
          new Text(
              "不作零报告，整表拒绝并标出；以 mode=valid 导入时只跳过这些行",
              "is no nil report: the file is refused with such rows marked; with mode=valid only they are left out"),
          NONE,
          NONE,
          NONE);

  private static final TemplateNote SENDING =
      new TemplateNote(
          new Text("提交", "sending it"),
          new Text(
              "POST /v1/project-reports/imports；errors=xlsx 时，有误的文件以标出错误的工作簿返回，改正后可直接再传",
              "POST /v1/project-reports/imports; with errors=xlsx a file with errors comes back with them marked: correct it and send it again"),
          NONE,
          NONE,
          NONE);

  /** The notes, in the order of the columns. */
  static List<TemplateNote> all() {
    return List.of(
        PROJECT, NAME, MONTH, AMOUNTS, PROGRESS, PERCENT, PROBLEMS, COMMENT, UNTOUCHED, SENDING);
  }

  /** The cells, in the order of {@link #HEADER}. */
  List<Text> cells() {
    return List.of(column, meaning, unit, limits, example);
  }

  private static Text alike(String text) {
    return new Text(text, text);
  }

  private static Text atMost500() {
    return new Text("至多 500 个字符", "at most 500 characters");
  }
}
