package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.util.Map;
import java.util.Objects;

/**
 * What the template says of a figure. Terms follow the statistics of incubators (火炬统计).
 *
 * @param meaning what it is
 * @param unit the unit in which it is filled in
 * @param limits which values it may have
 * @param example a value
 */
record FigureNote(Text meaning, Text unit, Text limits, String example) {
  private static final Text SQUARE_METRES = new Text("平方米", "m²");
  private static final Text YUAN = new Text("元", "yuan");
  private static final Text FIRMS = new Text("家", "number");
  private static final Text PERSONS = new Text("人", "persons");
  private static final Text PATENTS = new Text("件", "number");

  private static final Text NOT_NEGATIVE = new Text("不小于 0", "not below 0");
  private static final Text WITHIN_USABLE =
      new Text("不小于 0，不大于可用面积", "not below 0, not above the usable area");
  private static final Text AMONG_TENANTS =
      new Text("不小于 0，不大于期末入驻企业数", "not below 0, not above the tenants at the end");

  private static final Map<OccupancyFigure, FigureNote> NOTES =
      Map.ofEntries(
          area(
              OccupancyFigure.USABLE_AREA,
              "期末可出租或使用的面积",
              "area that can be let or used at the end of the period",
              new Text("不小于 0，不大于平台登记的建筑面积", "not below 0, not above the registered floor area"),
              "12000"),
          area(
              OccupancyFigure.INCUBATION_AREA,
              "供在孵企业使用的面积，含公共服务面积",
              "area for incubated enterprises, with that of shared services",
              WITHIN_USABLE,
              "9000"),
          area(
              OccupancyFigure.PUBLIC_SERVICE_AREA,
              "入驻企业共用的服务场地，如会议室、共享实验室、展厅",
              "premises that tenants share, such as meeting rooms, shared laboratories and showrooms",
              WITHIN_USABLE,
              "800"),
          area(
              OccupancyFigure.OCCUPIED_AREA,
              "期末入驻企业实际使用的面积",
              "area in use by tenants at the end of the period",
              WITHIN_USABLE,
              "7600.5"),
          count(
              OccupancyFigure.TENANTS_AT_START,
              FIRMS,
              "期初入驻企业数，等于上期期末数",
              "tenants at the start: as many as at the end of the period before",
              NOT_NEGATIVE,
              "42"),
          count(
              OccupancyFigure.TENANTS,
              FIRMS,
              "期末入驻企业数",
              "tenants at the end of the period",
              new Text("等于期初 + 新入驻 − 迁出 − 毕业", "at the start + new − left − graduated"),
              "42"),
          count(
              OccupancyFigure.NEW_TENANTS,
              FIRMS,
              "本期新入驻的企业",
              "enterprises that entered in the period",
              NOT_NEGATIVE,
              "3"),
          count(
              OccupancyFigure.GRADUATED_TENANTS,
              FIRMS,
              "本期达到毕业条件并迁出的企业",
              "tenants that left on meeting a graduation rule",
              NOT_NEGATIVE,
              "1"),
          count(
              OccupancyFigure.LEFT_TENANTS,
              FIRMS,
              "本期迁出的企业，不含毕业企业",
              "tenants that left without graduating",
              NOT_NEGATIVE,
              "2"),
          count(
              OccupancyFigure.HIGH_TECH_FIRMS,
              FIRMS,
              "期末入驻企业中有效期内的高新技术企业",
              "high-tech enterprises among the tenants at the end, whose certificate is valid",
              AMONG_TENANTS,
              "6"),
          count(
              OccupancyFigure.TECH_FIRMS,
              FIRMS,
              "期末入驻企业中登记入库的科技型企业",
              "registered technology-based enterprises among the tenants at the end",
              AMONG_TENANTS,
              "20"),
          count(
              OccupancyFigure.UNIVERSITY_LINKED_FIRMS,
              FIRMS,
              "期末入驻企业中由高校师生创办或转化高校成果的企业",
              "tenants at the end that university staff or students founded, or that use university results",
              AMONG_TENANTS,
              "5"),
          count(
              OccupancyFigure.EMPLOYEES,
              PERSONS,
              "期末入驻企业的从业人员",
              "people who work in the tenants at the end of the period",
              NOT_NEGATIVE,
              "830"),
          count(
              OccupancyFigure.GRADUATES_HIRED,
              PERSONS,
              "入驻企业本期吸纳的应届高校毕业生",
              "university graduates of the year whom the tenants hired in the period",
              NOT_NEGATIVE,
              "12"),
          amount(OccupancyFigure.REVENUE, "入驻企业本期营业收入", "revenue of the tenants", "18200000.00"),
          amount(OccupancyFigure.OUTPUT, "入驻企业本期产值", "output of the tenants", "12500000.00"),
          amount(
              OccupancyFigure.RD_SPENDING,
              "入驻企业本期研发投入",
              "R&D spending of the tenants",
              "960000.00"),
          amount(OccupancyFigure.TAXES, "入驻企业本期上缴的税金", "taxes that the tenants paid", "410000.00"),
          amount(
              OccupancyFigure.INVESTMENT_RECEIVED,
              "入驻企业本期获得的投融资",
              "investment that the tenants received",
              "3000000.00"),
          count(
              OccupancyFigure.PATENT_APPLICATIONS,
              PATENTS,
              "入驻企业本期申请的专利",
              "patents that the tenants applied for in the period",
              NOT_NEGATIVE,
              "7"),
          count(
              OccupancyFigure.PATENTS_GRANTED,
              PATENTS,
              "入驻企业本期获授权的专利",
              "patents granted to the tenants in the period",
              NOT_NEGATIVE,
              "4"));

  /** The note of a figure. */
  static FigureNote of(OccupancyFigure figure) {
    return Objects.requireNonNull(NOTES.get(figure));
  }

  /** The header of the figure's column in a Chinese workbook, with its unit. */
  static String header(OccupancyFigure figure) {
    return figure.label().zh() + "（" + of(figure).unit.zh() + "）";
  }

  private static Map.Entry<OccupancyFigure, FigureNote> area(
      OccupancyFigure figure, String zh, String en, Text limits, String example) {
    return note(figure, SQUARE_METRES, new Text(zh, en), limits, example);
  }

  private static Map.Entry<OccupancyFigure, FigureNote> count(
      OccupancyFigure figure, Text unit, String zh, String en, Text limits, String example) {
    return note(figure, unit, new Text(zh, en), limits, example);
  }

  private static Map.Entry<OccupancyFigure, FigureNote> amount(
      OccupancyFigure figure, String zh, String en, String example) {
    return note(
        figure,
        YUAN,
        new Text(zh, en + " in the period"),
        new Text("不小于 0", "not below 0"),
        example);
  }

  private static Map.Entry<OccupancyFigure, FigureNote> note(
      OccupancyFigure figure, Text unit, Text meaning, Text limits, String example) {
    var decimals =
        figure.unit() == FigureUnit.NUMBER
            ? new Text("整数", "a whole number")
            : new Text("至多两位小数", "at most two decimals");
    var need =
        figure.required()
            ? new Text("必填", "required")
            : new Text("不掌握的留空", "empty if it is not known");
    return Map.entry(
        figure,
        new FigureNote(
            meaning,
            unit,
            new Text(
                "%s；%s；%s".formatted(need.zh(), decimals.zh(), limits.zh()),
                "%s; %s; %s".formatted(need.en(), decimals.en(), limits.en())),
            example));
  }
}
