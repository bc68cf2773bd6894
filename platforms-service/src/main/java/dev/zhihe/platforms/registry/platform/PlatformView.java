package dev.zhihe.platforms.registry.platform;

import dev.zhihe.kit.tables.Since;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a platform. */
@Schema(
    name = "Platform",
    description = "平台 / A body or place for research, transfer or incubation, by a printed name")
public record PlatformView(
    @Schema(examples = "500106-pf-035") String code,
    @Schema(description = "GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "As printed", examples = "学府悦园·众创园") String name,
    @Schema(
            description = "Names judged to be the same thing elsewhere; a proposal, no merge",
            examples = "[\"重科智谷科学城科技企业孵化基地\"]")
        List<String> aliases,
    @Schema(
            description =
                "平台类型 / What it is: rd_platform 研发平台 (research and development), transfer_platform 转化平台 (commercialisation of results), innovation_park 双创载体、双创园区 (incubation facility or park for innovation and start-ups), park 园区/孵化载体 (other park or incubation facility), incubator_cluster 孵化器集群 (several incubators together), ecosystem 创新生态圈 (area around a university), transfer_body 成果转化/技术转移机构 (technology transfer body), service_platform 科技服务平台 (services for research and enterprises), information_platform 信息化平台 (shared information system), science_park 科技科普公园 (park for science education), science_facility 科普设施 (facility for science education), training_facility 人才培养设施 (training facility), medical_centre 医学研发中心 (medical research and development), think_tank 智库 (think tank), new_rd_institution 新型研发机构 (research institution that is a legal person of its own), laboratory 实验室 (laboratory), technology_innovation_centre 技术创新中心 (technology innovation centre), engineering_research_centre 工程研究中心 (engineering research centre), maker_space 众创空间 (space for founders), incubator 孵化器 (incubator), accelerator 加速器 (accelerator), industrial_park 产业园 (park of an industry), university_science_park 大学科技园 (science park of a university), science_popularisation_base 科普基地 (base for science popularisation)")
        PlatformType type,
    @Schema(
            description = "Group in which a table prints it; absent where it equals the type",
            examples = "双创集聚园区")
        @Nullable String category,
    @Schema(
            description = "功能定位 / What it is meant to be, as printed",
            examples = "[\"孵化器\", \"加速器\"]")
        List<String> functions,
    @Schema(description = "Industries, as printed", examples = "[\"人工智能\", \"智能制造\"]")
        List<String> directions,
    PlatformStage stage,
    @Schema(description = "位置 / Where it is, as printed", examples = "科学城黄金湾·智谷")
        @Nullable String location,
    @Schema(
            description = "运营单位代码 / Code of the operator that runs it and reports its occupancy",
            examples = "000000-op-1")
        @Nullable String operator,
    @Schema(
            description = "Bodies that answer for it or build it, as printed",
            examples = "[\"区科技局\", \"清科科技\"]")
        List<String> responsibleUnits,
    @Schema(description = "Printed area of a park, m²", examples = "17000")
        @Nullable BigDecimal floorAreaM2,
    @Schema(description = "空间面积原文 / The area as printed", examples = "17000 平方米")
        @Nullable String floorAreaPrinted,
    @Schema(description = "投用年份 / Year in which it goes into use", examples = "2021")
        @Nullable Integer commissionYear,
    @Schema(description = "建设起始年 / First year of its building or work", examples = "2021")
        @Nullable Integer startYear,
    @Schema(description = "建设截止年 / Last year, included", examples = "2025")
        @Nullable Integer endYear,
    @Schema(
            description =
                "2025 年新增科技型企业目标，家 / Target for 2025: new technology-based enterprises, number",
            examples = "100")
        @Nullable Integer targetTechFirms,
    @Schema(
            description = "2025 年高新技术企业目标，家 / Target for 2025: high-tech enterprises, number",
            examples = "20")
        @Nullable Integer targetHighTechFirms,
    @Schema(
            description = "2025 年产值目标，元 / Target for 2025: output, yuan",
            examples = "1200000000.00")
        @Nullable BigDecimal targetOutputYuan,
    @Schema(description = "建设模式 / How it is built or run, as printed", examples = "[\"一校多圈\"]")
        List<String> mode,
    @Schema(
            description = "重点内容 / Bodies and undertakings that it holds, as printed",
            examples = "[\"光谷·智创园\"]")
        List<String> keyItems,
    @Schema(
            description =
                "所属平台代码 / Codes of the platforms that it is part of, such as an ecosystem or a cluster; absent if none is known",
            examples = "[\"500106-pf-070\"]")
        @Since(2)
        @Nullable List<String> partOf,
    @Schema(
            description =
                "所在平台代码 / Code of the platform on whose premises it is, such as a park; absent if none is known",
            examples = "500106-pf-079")
        @Since(2)
        @Nullable String locatedIn,
    @Schema(
            description =
                "对应项目代码，只校验格式 / Code of the project that builds it; checked for its shape alone",
            examples = "500106-145-p12")
        @Nullable String project,
    @Schema(description = "Where it is printed; in CSV table-3@342 joined by ;")
        List<Mention> mentions,
    @Since(2) @Nullable PlatformLevel level,
    @Since(2)
        @Schema(
            description =
                "认定，按认定先后 / Its recognitions and filings; in CSV 市级科技企业孵化器@municipal@2023-03-01 joined by ;")
        List<Certification> certifications,
    @Since(2) PlatformStatus status,
    @Since(2)
        @Schema(
            description = "该状态起始日；从未变更则缺省 / First day in that status; absent if it never changed",
            examples = "2025-07-01")
        @Nullable LocalDate statusSince,
    @Since(2)
        @Schema(
            description = "使其成为该状态的登记变更 / Code of the registry change that led to it",
            examples = "500106-rc2")
        @Nullable String statusBy,
    @Since(2)
        @Schema(
            description = "新增起效日；首次登记的缺省 / First day in the registry, of one that a change added",
            examples = "2025-09-01")
        @Nullable LocalDate addedOn,
    @Since(2)
        @Schema(
            description = "新增该平台的登记变更 / Code of the registry change that added it",
            examples = "500106-rc1")
        @Nullable String addedBy,
    @Since(2)
        @Schema(
            description = "并入的平台 / Code of the platform that goes on in its place, of a merged one",
            examples = "500106-pf-036")
        @Nullable String mergedInto,
    @Schema(description = "备注 / Note", examples = "表内序号1") @Nullable String note,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document) {

  /** A page of platforms. */
  @Schema(name = "PlatformPage")
  public record Page(
      List<PlatformView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
