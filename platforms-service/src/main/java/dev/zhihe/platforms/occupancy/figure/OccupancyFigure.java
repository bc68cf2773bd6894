package dev.zhihe.platforms.occupancy.figure;

import dev.zhihe.kit.problem.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A figure of a platform's period. Terms follow the statistics of incubators (火炬统计). */
public enum OccupancyFigure {
  USABLE_AREA("usableAreaM2", FigureUnit.SQUARE_METRES, true, "可用面积", "usable area"),
  INCUBATION_AREA("incubationAreaM2", FigureUnit.SQUARE_METRES, false, "孵化面积", "incubation area"),
  PUBLIC_SERVICE_AREA(
      "publicServiceAreaM2", FigureUnit.SQUARE_METRES, false, "公共服务面积", "public service area"),
  OCCUPIED_AREA("occupiedAreaM2", FigureUnit.SQUARE_METRES, true, "入驻面积", "occupied area"),
  TENANTS_AT_START("tenantsAtStart", FigureUnit.NUMBER, true, "期初入驻企业数", "tenants at the start"),
  TENANTS("tenants", FigureUnit.NUMBER, true, "入驻企业数", "tenants at the end"),
  NEW_TENANTS("newTenants", FigureUnit.NUMBER, true, "新入驻企业数", "new tenants"),
  GRADUATED_TENANTS("graduatedTenants", FigureUnit.NUMBER, true, "毕业企业数", "graduated tenants"),
  LEFT_TENANTS("leftTenants", FigureUnit.NUMBER, true, "迁出企业数", "tenants that left"),
  HIGH_TECH_FIRMS("highTechFirms", FigureUnit.NUMBER, false, "高新技术企业数", "high-tech enterprises"),
  TECH_FIRMS("techFirms", FigureUnit.NUMBER, false, "科技型企业数", "technology-based enterprises"),
  UNIVERSITY_LINKED_FIRMS(
      "universityLinkedFirms",
      FigureUnit.NUMBER,
      false,
      "高校关联企业数",
      "enterprises with university links"),
  EMPLOYEES("employees", FigureUnit.NUMBER, false, "从业人员", "employees"),
  GRADUATES_HIRED("graduatesHired", FigureUnit.NUMBER, false, "吸纳应届毕业生", "graduates hired"),
  REVENUE("revenueYuan", FigureUnit.YUAN, false, "营业收入", "revenue"),
  OUTPUT("outputYuan", FigureUnit.YUAN, false, "产值", "output"),
  RD_SPENDING("rdSpendingYuan", FigureUnit.YUAN, false, "研发投入", "R&D spending"),
  TAXES("taxesYuan", FigureUnit.YUAN, false, "上缴税金", "taxes"),
  INVESTMENT_RECEIVED(
      "investmentReceivedYuan", FigureUnit.YUAN, false, "获得投融资额", "investment received"),
  PATENT_APPLICATIONS(
      "patentApplications", FigureUnit.NUMBER, false, "专利申请数", "patent applications"),
  PATENTS_GRANTED("patentsGranted", FigureUnit.NUMBER, false, "专利授权数", "patents granted");

  private static final Map<String, OccupancyFigure> BY_PROPERTY =
      Arrays.stream(values())
          .collect(Collectors.toMap(figure -> figure.property, Function.identity()));

  private final String property;
  private final FigureUnit unit;
  private final boolean required;
  private final Text label;

  OccupancyFigure(String property, FigureUnit unit, boolean required, String zh, String en) {
    this.property = property;
    this.unit = unit;
    this.required = required;
    this.label = new Text(zh, en);
  }

  /** The figure of a property of reports; null if that is no figure. */
  public static @Nullable OccupancyFigure of(String property) {
    return BY_PROPERTY.get(property);
  }

  /** The property of reports, also the name of the column in files. */
  public String property() {
    return property;
  }

  public FigureUnit unit() {
    return unit;
  }

  /** Whether every report has it, unless it is a nil report. */
  public boolean required() {
    return required;
  }

  /** Its name for people; the Chinese one is the header in files. */
  public Text label() {
    return label;
  }
}
