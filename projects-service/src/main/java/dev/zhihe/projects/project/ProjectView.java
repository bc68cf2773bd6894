package dev.zhihe.projects.project;

import dev.zhihe.kit.tables.Since;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a project. */
@Schema(
    name = "Project",
    description =
        "项目 / A major project of a plan; its money is in investment plans, its years may lie outside the plan's")
public record ProjectView(
    @Schema(examples = "500106-145-p06") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "GB/T 2260 code", examples = "500106") String area,
    @Schema(
            description = "Code of the primary programme, the one that adds up",
            examples = "500106-145-c1")
        String programme,
    @Schema(
            description =
                "所属各类别及份额，合计 100，含主类别；为空即全部属于主类别 / Shares of programmes, 100 in all, the primary one among them; empty: all of it is the primary one's. In CSV 500106-145-c1:60.00 joined by ;")
        @Since(3)
        List<ProgrammeShare> programmes,
    @Schema(description = "Position in the document's table, corrected", examples = "36")
        @Nullable Integer sequence,
    @Schema(description = "Number as printed", examples = "46") @Nullable Integer sequencePrinted,
    @Schema(examples = "科学城青凤高科创新中心") String name,
    @Schema(description = "别名 / Other names under which it is printed", examples = "[\"青凤高科创新中心\"]")
        List<String> aliases,
    @Schema(
            description =
                "投资项目代码 / National code of the investment project (GB/T 40058-2021), its shape checked",
            examples = "2101-500106-04-01-123456")
        @Since(3)
        @Nullable String nationalCode,
    @Schema(
            description = "其他系统中的编号，形如 体系:编号 / Identifiers in other systems, as scheme:identifier",
            examples = "[\"key-project-library:2021-017\"]")
        @Since(3)
        List<String> externalIds,
    @Schema(description = "As printed", examples = "科学城清凤高科园") @Nullable String location,
    @Schema(description = "First year of the project", examples = "2021")
        @Nullable Integer startYear,
    @Schema(description = "Last year of the project", examples = "2025") @Nullable Integer endYear,
    @Schema(
            description = "Bodies that answer for it; the first is primary",
            examples = "[\"工投公司\", \"区科技局\"]")
        List<String> leadUnits,
    @Schema(
            description = "牵头责任单位，按原文 / The bodies as the document prints them",
            examples = "[\"工投公司\", \"区科技局\"]")
        @Since(2)
        @Nullable List<String> leadUnitsPrinted,
    @Schema(
            description = "参与单位 / Units that take part, beside those that answer for it",
            examples = "[\"区经信委\"]")
        @Since(3)
        List<String> participatingUnits,
    @Schema(
            description = "参与单位，按原文 / These units as the document prints them",
            examples = "[\"区经信委\"]")
        @Since(3)
        @Nullable List<String> participatingUnitsPrinted,
    @Schema(description = "Categories printed beside it", examples = "[\"申报科学城市级重点项目\"]")
        List<String> tags,
    @Schema(
            description = "备注栏所印标签，按原文 / The remarks beside it as the document prints them",
            examples = "[\"申报科学城市级项目\", \"新建项目\"]")
        @Since(2)
        @Nullable List<String> tagsPrinted,
    @Schema(description = "Industries, as printed", examples = "[\"研发中试\", \"检验检测\"]")
        List<String> directions,
    @Schema(
            description =
                "续建 continuing, 新建 new, 打包 package: several under one number; absent where not printed")
        @Nullable ConstructionNature constructionNature,
    @Schema(description = "What is being done, as printed; no stage", examples = "前期报建")
        @Nullable String currentWork,
    ProjectStage stage,
    @Schema(
            description =
                "各阶段，按先后，末项为当前阶段 / The stages one after the other; the last is the current one. In CSV construction@2023-03-01 joined by ;")
        @Since(3)
        List<StageChange> stages,
    @Schema(
            description = "Printed area in m²; equal to areaMaxM2 unless a range",
            examples = "1000")
        @Nullable BigDecimal areaMinM2,
    @Schema(description = "Printed area in m²", examples = "2000") @Nullable BigDecimal areaMaxM2,
    @Schema(description = "What the area measures, as printed", examples = "场地建筑面积")
        @Nullable String areaKind,
    @Schema(
            description =
                "用地面积下限，平方米；未填时由亩折算 / Land area in m², the lower end; of the mu where no m² are given",
            examples = "100000")
        @Since(3)
        @Nullable BigDecimal landAreaMinM2,
    @Schema(
            description = "用地面积上限，平方米 / Land area in m²; equal to landAreaMinM2 unless a range",
            examples = "100000")
        @Since(3)
        @Nullable BigDecimal landAreaMaxM2,
    @Schema(
            description = "用地面积，亩 / Printed land area in mu (1 mu = 1/15 hectare)",
            examples = "150")
        @Nullable BigDecimal landAreaMu,
    @Schema(
            description = "建设内容：所列机构与功能 / Bodies and functions it shall have, as named",
            examples = "[\"检验检测中心\", \"仪器共享中心\"]")
        List<String> contents,
    @Schema(description = "要点 / Short facts, as printed", examples = "[\"子项目32个\"]")
        List<String> facts,
    @Schema(
            description =
                "所服务的平台，只查代码格式 / Codes of platforms that it serves; checked for their shape alone",
            examples = "[\"500106-pf-001\"]")
        @Since(3)
        List<String> platforms,
    @Schema(
            description =
                "所服务的指标，只查代码格式 / Codes of indicators that it serves; checked for their shape alone",
            examples = "[\"rd-expenditure-to-gdp\"]")
        @Since(3)
        List<String> indicators,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "Line of the source document", examples = "966")
        @Nullable Integer sourceLine,
    @Schema(
            description =
                "列入规划之日；规划批准时即在其中的为空 / First day in the plan; absent if it was from the beginning",
            examples = "2023-07-01")
        @Since(4)
        @Nullable LocalDate listedFrom,
    @Schema(
            description = "据以列入的项目变动 / Code of the change that added it",
            examples = "500106-145-chg1")
        @Since(4)
        @Nullable String listedBy,
    @Schema(
            description =
                "退出规划之日 / First day on which it is not in the plan; absent: it is in the plan",
            examples = "2024-01-01")
        @Since(4)
        @Nullable LocalDate listedUntil,
    @Schema(
            description = "据以退出的项目变动 / Code of the change that took it out",
            examples = "500106-145-chg2")
        @Since(4)
        @Nullable String unlistedBy,
    @Schema(
            description = "并入的项目 / Code of the project that it was merged into",
            examples = "500106-145-p07")
        @Since(4)
        @Nullable String mergedInto) {

  /**
   * The first day on which nothing more is expected of it, because it left its plan or was
   * cancelled. Null if neither; the earliest day there is if it was entered as cancelled.
   */
  public @Nullable LocalDate ended() {
    return Stream.concat(
            Stream.ofNullable(listedUntil),
            stages.stream()
                .filter(one -> one.stage() == ProjectStage.CANCELLED)
                .map(one -> one.since() == null ? LocalDate.MIN : one.since()))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** A page of projects. */
  @Schema(name = "ProjectPage")
  public record Page(
      List<ProjectView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
