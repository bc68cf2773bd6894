package dev.zhihe.projects.document.list;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of an item of a project list. */
@Schema(
    name = "ProjectListItem",
    description =
        "项目清单条目 / One name in a list of projects that a plan prints; that it is a known project is a reader's judgement")
public record ProjectListItemView(
    @Schema(examples = "500106-145-l002") String code,
    @Schema(description = "规划代码 / Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "出处 / Box, table or prose that has the list", examples = "box-1")
        String source,
    @Schema(description = "清单标题 / Heading of the list", examples = "孵化器集群（生态型科创社区）建设项目")
        String heading,
    @Schema(description = "组别 / Group within the list, as printed", examples = "沙滨路孵化器集群")
        @Nullable String group,
    @Schema(description = "组内序号 / Number within the group", examples = "2")
        @Nullable Integer itemNumber,
    @Schema(description = "名称，按原文 / As printed", examples = "环重庆大学创新生态圈") String name,
    @Schema(
            description = "通用名称 / The name under which the thing is known elsewhere",
            examples = "环重庆大学创新生态圈")
        @Nullable String canonicalName,
    @Schema(description = "对应项目的代码 / Code of the project it is", examples = "500106-145-p01")
        @Nullable String project,
    @Schema(description = "匹配把握；有通用名称或对应项目时必有 / There if and only if canonicalName or project is")
        @Nullable ProjectListMatch match,
    @Schema(description = "备注 / What a reader of the document must know") @Nullable String note,
    @Schema(
            description = "来源文件 / Short id of the source document",
            examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "来源行 / Line of the source document", examples = "280")
        @Nullable Integer sourceLine) {

  /** A page of items. */
  @Schema(name = "ProjectListPage")
  public record Page(
      List<ProjectListItemView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
