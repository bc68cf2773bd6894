package dev.zhihe.platforms.form;

import dev.zhihe.kit.problem.Text;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures that a form may ask for, each with its built-in words. Where the statistics of the
 * Torch programme (火炬统计) on incubators have a term, it is that term.
 */
public enum ReportField {
  USABLE_AREA(
      "usableAreaM2",
      FormUnit.SQUARE_METRES,
      true,
      "可用面积",
      "Usable area",
      "期末可供出租或使用的建筑面积，不大于建筑面积，不含地下车库",
      "Floor area that can be let or used at the end of the period, at most the floor area, without underground parking"),
  INCUBATION_AREA(
      "incubationAreaM2",
      FormUnit.SQUARE_METRES,
      false,
      "孵化面积",
      "Incubation area",
      "供在孵企业使用的面积，不含公共服务面积",
      "Area for firms in incubation, without the public-service area"),
  PUBLIC_SERVICE_AREA(
      "publicServiceAreaM2",
      FormUnit.SQUARE_METRES,
      false,
      "公共服务面积",
      "Public-service area",
      "用于公共服务的面积，如公共实验室、会议室、展示和路演场地",
      "Area for services to all tenants, such as shared laboratories, meeting and presentation rooms"),
  OCCUPIED_AREA(
      "occupiedAreaM2",
      FormUnit.SQUARE_METRES,
      true,
      "入驻面积",
      "Occupied area",
      "期末已出租或已由入驻企业使用的面积，不大于可用面积",
      "Area let or used by tenants at the end of the period, at most the usable area"),
  TENANTS_AT_START(
      "tenantsAtStart",
      FormUnit.FIRMS,
      true,
      "期初入驻企业数",
      "Tenants at start",
      "填报期第一日开始时的入驻企业数，等于上一期期末数",
      "Tenants when the period begins: the number at the end of the period before"),
  NEW_TENANTS(
      "newTenants",
      FormUnit.FIRMS,
      true,
      "新入驻企业数",
      "New tenants",
      "本期签约并入驻的企业数，续租不计",
      "Firms that signed and moved in during the period, renewals do not count"),
  LEFT_TENANTS(
      "leftTenants",
      FormUnit.FIRMS,
      true,
      "迁出企业数",
      "Tenants that left",
      "本期退租、注销或被清退的企业数，毕业企业不计",
      "Firms that gave up the lease, were deregistered or removed, graduates do not count"),
  GRADUATED_TENANTS(
      "graduatedTenants",
      FormUnit.FIRMS,
      true,
      "毕业企业数",
      "Graduated tenants",
      "本期达到现行管理办法毕业条件并离开的企业数",
      "Firms that met the graduation conditions of the rules in force and left"),
  TENANTS(
      "tenants",
      FormUnit.FIRMS,
      true,
      "期末入驻企业数",
      "Tenants at end",
      "期初加新入驻，减迁出，减毕业",
      "Tenants at start, plus new ones, less those that left, less graduates"),
  TECH_FIRMS(
      "techFirms",
      FormUnit.FIRMS,
      false,
      "科技型企业数",
      "Technology firms",
      "期末入驻企业中的科技型中小企业和高新技术企业，同一企业只计一次",
      "Technology-based small and medium firms and high-tech firms among the tenants at the end, each once"),
  HIGH_TECH_FIRMS(
      "highTechFirms",
      FormUnit.FIRMS,
      false,
      "高新技术企业数",
      "High-tech firms",
      "期末入驻企业中证书在有效期内的高新技术企业",
      "Tenants at the end with a valid certificate as a high-tech enterprise"),
  UNIVERSITY_LINKED_FIRMS(
      "universityLinkedFirms",
      FormUnit.FIRMS,
      false,
      "高校关联企业数",
      "Firms with university links",
      "期末入驻企业中由高校师生创办，或与高校有在履行合作协议的企业",
      "Tenants at the end founded by staff or students of a university, or with a current agreement with one"),
  EMPLOYEES(
      "employees",
      FormUnit.PERSONS,
      false,
      "从业人员数",
      "Employees",
      "期末入驻企业的从业人员总数",
      "People employed by the tenants at the end of the period"),
  GRADUATES_HIRED(
      "graduatesHired",
      FormUnit.PERSONS,
      false,
      "吸纳应届高校毕业生数",
      "Graduates hired",
      "本期入驻企业新聘的应届高校毕业生人数",
      "University graduates of the year hired by tenants during the period"),
  REVENUE(
      "revenueYuan",
      FormUnit.YUAN,
      false,
      "营业收入",
      "Revenue",
      "本期入驻企业的营业收入合计，以元为单位，不用万元、千元",
      "Revenue of the tenants in the period, in yuan, not in thousands or ten thousands"),
  OUTPUT(
      "outputYuan",
      FormUnit.YUAN,
      false,
      "产值",
      "Output",
      "本期入驻企业的产值合计，以元为单位，不用万元、千元",
      "Output of the tenants in the period, in yuan, not in thousands or ten thousands"),
  RD_SPENDING(
      "rdSpendingYuan",
      FormUnit.YUAN,
      false,
      "研究与试验发展（R&D）经费支出",
      "R&D spending",
      "本期入驻企业的研究与试验发展经费支出合计，元",
      "Spending of the tenants on research and development in the period, yuan"),
  TAXES(
      "taxesYuan",
      FormUnit.YUAN,
      false,
      "上缴税费",
      "Taxes paid",
      "本期入驻企业实际上缴的税费合计，元",
      "Taxes and fees that the tenants paid in the period, yuan"),
  INVESTMENT_RECEIVED(
      "investmentReceivedYuan",
      FormUnit.YUAN,
      false,
      "获得投融资额",
      "Investments received",
      "本期入驻企业到账的股权投资和融资合计，元，银行贷款不计",
      "Equity and other investments that tenants received in the period, yuan, bank loans do not count"),
  PATENT_APPLICATIONS(
      "patentApplications",
      FormUnit.ITEMS,
      false,
      "专利申请数",
      "Patent applications",
      "本期入驻企业已受理的专利申请数",
      "Patent applications of tenants accepted for examination in the period"),
  PATENTS_GRANTED(
      "patentsGranted",
      FormUnit.ITEMS,
      false,
      "专利授权数",
      "Patents granted",
      "本期入驻企业获授权的专利数",
      "Patents granted to tenants in the period"),
  COMMENT(
      "comment",
      null,
      false,
      "说明",
      "Comment",
      "对较大变动、零报送和更正的说明",
      "Says why a figure jumped, why there is nothing to report, or what was corrected");

  private final String field;
  private final @Nullable FormUnit unit;
  private final boolean always;
  private final Text label;
  private final Text explanation;

  ReportField(
      String field,
      @Nullable FormUnit unit,
      boolean always,
      String labelZh,
      String labelEn,
      String zh,
      String en) {
    this.field = field;
    this.unit = unit;
    this.always = always;
    label = new Text(labelZh, labelEn);
    explanation = new Text(zh, en);
  }

  /** The field with this JSON name; null if there is none. */
  static @Nullable ReportField of(String name) {
    return Stream.of(values()).filter(one -> one.field.equals(name)).findFirst().orElse(null);
  }

  /** Its name in the report's JSON. */
  public String field() {
    return field;
  }

  /** Its unit; null for a text. */
  public @Nullable FormUnit unit() {
    return unit;
  }

  /** Whether every report has it, whatever the form says. */
  boolean always() {
    return always;
  }

  /** Its built-in name. */
  Text label() {
    return label;
  }

  /** Its built-in explanation. */
  Text explanation() {
    return explanation;
  }

  /** As the built-in form asks for it. */
  FormField builtIn() {
    return new FormField(
        field,
        label.zh(),
        label.en(),
        unit,
        always,
        null,
        null,
        explanation.zh(),
        explanation.en());
  }
}
