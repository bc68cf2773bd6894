package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigures;
import dev.zhihe.platforms.occupancy.rule.ReportedFigures;
import dev.zhihe.platforms.occupancy.tenant.TenantLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A platform's figures for a period, as an operator submits them. The rules of {@code
 * occupancy.rule} check them. Counts are read as decimals, so that 12.5 tenants are refused and not
 * rounded. What the system sets may be sent as it was read.
 */
@FiguresUnlessNil
@Schema(
    name = "NewOccupancyReport",
    description =
        "入驻情况填报（提交） / A platform's figures for a period: areas in m², money in yuan, people in persons, at the end of the period unless said otherwise. A regular report has usableAreaM2, occupiedAreaM2, tenantsAtStart, tenants, newTenants, graduatedTenants and leftTenants, and what else the form in force requires (GET /v1/forms/in-force)")
public record NewOccupancyReport(
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "平台代码 / Code of a platform that your organisation runs",
            examples = "000000-pf-001")
        String platform,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "填报期代码 / Code of the reporting period, which must be over",
            examples = "000000-2026-m10")
        String period,
    @Schema(
            description =
                "填报类型，缺省为 regular；零报告 nil 没有数据，须在说明中写明原因 / regular unless given; a nil report has no figures and says why in its comment")
        @Nullable OccupancyKind kind,
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description =
                "所更正的填报：已通过的填报如有误，以此提交更正，须在说明中写明原因 / Code of the accepted report that this amends; the comment says why",
            examples = "000000-pf-001-o-2026-m10")
        @Nullable String amends,
    @Schema(
            description = "可用面积，m² / Area that can be let or used, m²",
            examples = "12000",
            minimum = "0")
        @Nullable BigDecimal usableAreaM2,
    @Schema(
            description =
                "孵化面积，m²，不含公共服务面积，两者之和不大于可用面积 / Incubation area, m², without the public-service area; both together are not above the usable",
            examples = "9000",
            minimum = "0")
        @Nullable BigDecimal incubationAreaM2,
    @Schema(
            description =
                "公共服务面积，m²，不大于可用面积 / Area of services that tenants share, m², not above the usable",
            examples = "800",
            minimum = "0")
        @Nullable BigDecimal publicServiceAreaM2,
    @Schema(
            description = "入驻面积，m²，不大于可用面积 / Area in use by tenants, m², not above the usable",
            examples = "7600.5",
            minimum = "0")
        @Nullable BigDecimal occupiedAreaM2,
    @Schema(
            type = SchemaType.INTEGER,
            description = "期初入驻企业数，家 / Tenants at the start of the period, number",
            examples = "42",
            minimum = "0")
        @Nullable BigDecimal tenantsAtStart,
    @Schema(
            type = SchemaType.INTEGER,
            description =
                "期末入驻企业数，家，等于期初 + 新入驻 − 迁出 − 毕业 / Tenants at the end of the period, number: at the start, and those that entered, without those that left or graduated",
            examples = "42",
            minimum = "0")
        @Nullable BigDecimal tenants,
    @Schema(
            type = SchemaType.INTEGER,
            description = "本期新入驻企业数，家 / Tenants that entered in the period, number",
            examples = "3",
            minimum = "0")
        @Nullable BigDecimal newTenants,
    @Schema(
            type = SchemaType.INTEGER,
            description = "本期毕业企业数，家 / Tenants that graduated in the period, number",
            examples = "1",
            minimum = "0")
        @Nullable BigDecimal graduatedTenants,
    @Schema(
            type = SchemaType.INTEGER,
            description =
                "本期迁出企业数（不含毕业），家 / Tenants that left in the period without graduating, number",
            examples = "2",
            minimum = "0")
        @Nullable BigDecimal leftTenants,
    @Schema(
            type = SchemaType.INTEGER,
            description =
                "入驻高新技术企业数，家，不大于科技型企业数 / High-tech enterprises among the tenants, number, not above the technology-based",
            examples = "6",
            minimum = "0")
        @Nullable BigDecimal highTechFirms,
    @Schema(
            type = SchemaType.INTEGER,
            description =
                "入驻科技型企业数，家，含高新技术企业，不大于入驻企业数 / Technology-based enterprises among the tenants, with the high-tech ones, number",
            examples = "20",
            minimum = "0")
        @Nullable BigDecimal techFirms,
    @Schema(
            type = SchemaType.INTEGER,
            description =
                "与高校有关联的入驻企业数（师生创办、成果转化等），家 / Tenants with university links (founded by staff or students, or using their results), number",
            examples = "5",
            minimum = "0")
        @Nullable BigDecimal universityLinkedFirms,
    @Schema(
            type = SchemaType.INTEGER,
            description = "从业人员，人 / People who work in the tenants, persons",
            examples = "830",
            minimum = "0")
        @Nullable BigDecimal employees,
    @Schema(
            type = SchemaType.INTEGER,
            description = "本期吸纳应届高校毕业生，人 / Graduates of the year hired in the period, persons",
            examples = "12",
            minimum = "0")
        @Nullable BigDecimal graduatesHired,
    @Schema(
            description = "本期营业收入，元 / Revenue of the tenants in the period, yuan",
            examples = "18200000.00",
            minimum = "0")
        @Nullable BigDecimal revenueYuan,
    @Schema(
            description = "本期产值，元 / Output of the tenants in the period, yuan",
            examples = "12500000.00",
            minimum = "0")
        @Nullable BigDecimal outputYuan,
    @Schema(
            description = "本期研发投入，元 / R&D spending of the tenants in the period, yuan",
            examples = "960000.00",
            minimum = "0")
        @Nullable BigDecimal rdSpendingYuan,
    @Schema(
            description = "本期上缴税金，元 / Taxes that the tenants paid in the period, yuan",
            examples = "410000.00",
            minimum = "0")
        @Nullable BigDecimal taxesYuan,
    @Schema(
            description = "本期获得投融资额，元 / Investment that the tenants received in the period, yuan",
            examples = "3000000.00",
            minimum = "0")
        @Nullable BigDecimal investmentReceivedYuan,
    @Schema(
            type = SchemaType.INTEGER,
            description = "本期专利申请数，件 / Patent applications of the tenants in the period, number",
            examples = "7",
            minimum = "0")
        @Nullable BigDecimal patentApplications,
    @Schema(
            type = SchemaType.INTEGER,
            description = "本期专利授权数，件 / Patents granted to the tenants in the period, number",
            examples = "4",
            minimum = "0")
        @Nullable BigDecimal patentsGranted,
    @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Pattern(
            regexp = "^(?!\\s*=)[\\s\\S]*$",
            message =
                "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula")
        @Schema(description = "说明 / Comment", examples = "二号楼于本月交付")
        @Nullable String comment,
    @Pattern(
            regexp = "[0-9a-f]{64}",
            message = "应为上传附件所得的 SHA-256 / the SHA-256 of an uploaded file")
        @Schema(
            description =
                "附件的 SHA-256，见 POST /v1/occupancy-attachments / SHA-256 of a file that your organisation uploaded, see POST /v1/occupancy-attachments",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        @Nullable String attachment,
    @Size(max = MAX_TENANT_LINES, message = "至多 2000 项 / at most 2000 items")
        @Schema(
            description =
                "企业明细，合计须与填报一致；省略则保留已有明细，[] 为清除 / Its tenants, which add up to the figures; left out, those submitted before stay, and [] clears them")
        @Nullable List<@NotNull(message = "必填 / required") @Valid TenantLine> tenantLines,
    @Schema(readOnly = true) @Nullable String code,
    @Schema(readOnly = true) @Nullable String operator,
    @Schema(readOnly = true) @Nullable ReviewStatus status,
    @Schema(readOnly = true) @Nullable String returnReason,
    @Schema(readOnly = true) @Nullable List<FieldReason> fields,
    @Schema(readOnly = true) @Nullable LocalDate resubmitBy,
    @Schema(readOnly = true) @Nullable LocalDate submittedOn,
    @Schema(readOnly = true) @Nullable LocalDate dueOn,
    @Schema(readOnly = true) @Nullable Boolean late,
    @Schema(readOnly = true) @Nullable Integer revision,
    @Schema(readOnly = true) @Nullable String amendedBy) {

  /** How many tenant lines a report has at most. */
  public static final int MAX_TENANT_LINES = 2000;

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";

  /** What the system sets. */
  static final List<String> READ_ONLY =
      List.of(
          "code",
          "operator",
          "status",
          "returnReason",
          "fields",
          "resubmitBy",
          "submittedOn",
          "dueOn",
          "late",
          "revision",
          "amendedBy");

  /** A report of these values. What the system sets is left out. */
  static NewOccupancyReport of(
      String platform,
      String period,
      @Nullable OccupancyKind kind,
      @Nullable String amends,
      Function<OccupancyFigure, @Nullable BigDecimal> figures,
      @Nullable String comment,
      @Nullable String attachment,
      @Nullable List<TenantLine> tenantLines) {
    return new NewOccupancyReport(
        platform,
        period,
        kind,
        amends,
        figures.apply(OccupancyFigure.USABLE_AREA),
        figures.apply(OccupancyFigure.INCUBATION_AREA),
        figures.apply(OccupancyFigure.PUBLIC_SERVICE_AREA),
        figures.apply(OccupancyFigure.OCCUPIED_AREA),
        figures.apply(OccupancyFigure.TENANTS_AT_START),
        figures.apply(OccupancyFigure.TENANTS),
        figures.apply(OccupancyFigure.NEW_TENANTS),
        figures.apply(OccupancyFigure.GRADUATED_TENANTS),
        figures.apply(OccupancyFigure.LEFT_TENANTS),
        figures.apply(OccupancyFigure.HIGH_TECH_FIRMS),
        figures.apply(OccupancyFigure.TECH_FIRMS),
        figures.apply(OccupancyFigure.UNIVERSITY_LINKED_FIRMS),
        figures.apply(OccupancyFigure.EMPLOYEES),
        figures.apply(OccupancyFigure.GRADUATES_HIRED),
        figures.apply(OccupancyFigure.REVENUE),
        figures.apply(OccupancyFigure.OUTPUT),
        figures.apply(OccupancyFigure.RD_SPENDING),
        figures.apply(OccupancyFigure.TAXES),
        figures.apply(OccupancyFigure.INVESTMENT_RECEIVED),
        figures.apply(OccupancyFigure.PATENT_APPLICATIONS),
        figures.apply(OccupancyFigure.PATENTS_GRANTED),
        comment,
        attachment,
        tenantLines,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Whether platform and period are codes. */
  boolean namesItsPlace() {
    return Stream.of(platform, period).allMatch(code -> code != null && code.matches(CODE));
  }

  /** Whether it says that there is nothing to report. */
  boolean saysNothing() {
    return kind == OccupancyKind.NIL;
  }

  /** The comment without outer spaces; null if it is blank. */
  @Nullable String givenComment() {
    return comment == null || Characters.isBlank(comment) ? null : Characters.strip(comment);
  }

  /** The figures, which break no rule. */
  OccupancyFigures figures() {
    return OccupancyFigures.of(this::figure);
  }

  /** The content that the rules are about. */
  ReportedFigures reported() {
    return ReportedFigures.of(saysNothing(), amends != null, givenComment() != null, this::figure);
  }

  /** The value of a figure, as it is given. */
  @Nullable BigDecimal figure(OccupancyFigure figure) {
    return switch (figure) {
      case USABLE_AREA -> usableAreaM2;
      case INCUBATION_AREA -> incubationAreaM2;
      case PUBLIC_SERVICE_AREA -> publicServiceAreaM2;
      case OCCUPIED_AREA -> occupiedAreaM2;
      case TENANTS_AT_START -> tenantsAtStart;
      case TENANTS -> tenants;
      case NEW_TENANTS -> newTenants;
      case GRADUATED_TENANTS -> graduatedTenants;
      case LEFT_TENANTS -> leftTenants;
      case HIGH_TECH_FIRMS -> highTechFirms;
      case TECH_FIRMS -> techFirms;
      case UNIVERSITY_LINKED_FIRMS -> universityLinkedFirms;
      case EMPLOYEES -> employees;
      case GRADUATES_HIRED -> graduatesHired;
      case REVENUE -> revenueYuan;
      case OUTPUT -> outputYuan;
      case RD_SPENDING -> rdSpendingYuan;
      case TAXES -> taxesYuan;
      case INVESTMENT_RECEIVED -> investmentReceivedYuan;
      case PATENT_APPLICATIONS -> patentApplications;
      case PATENTS_GRANTED -> patentsGranted;
    };
  }
}
