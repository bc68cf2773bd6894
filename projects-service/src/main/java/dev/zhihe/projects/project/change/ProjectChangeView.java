package dev.zhihe.projects.project.change;

import dev.zhihe.kit.review.ActStatus;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a change. */
@Schema(
    name = "ProjectChange",
    description =
        "项目变动（动态调整） / An act by which projects join a plan, leave it, or go into another project")
public record ProjectChangeView(
    @Schema(examples = "500106-145-chg1") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    ProjectChangeKind kind,
    @Schema(
            description = "所变动项目；合并时为并入的各项目 / Codes of the projects; of a merger those that go in",
            examples = "[\"500106-145-p06\"]")
        List<String> projects,
    @Schema(
            description = "合并后继续的项目 / Code of the project that goes on; of a merger alone",
            examples = "500106-145-p07")
        @Nullable String into,
    @Schema(description = "变动理由 / Why", examples = "建设条件不具备") String reason,
    @Schema(description = "文件名称 / Title of the document that decides it")
        @Nullable String documentTitle,
    @Schema(description = "文号 / Number of that document", examples = "沙发改〔2023〕8号")
        @Nullable String documentNumber,
    @Schema(description = "起效日期 / First day on which it holds", examples = "2023-07-01")
        LocalDate effectiveOn,
    @Schema(
            description =
                "审批状态 / draft 草案, submitted 已提交, returned 已退回, approved 已批准 (public and final); all but approved ones are seen by the bureau alone")
        ActStatus status,
    @Schema(description = "退回理由 / Why it was returned") @Nullable String returnReason,
    @Schema(
            description =
                "合并后的投资计划 / Code of the investment plan with the amounts of all, once a merger is approved",
            examples = "500106-145-p07-ip2")
        @Nullable String successor) {

  /** A page of changes. */
  @Schema(name = "ProjectChangePage")
  public record Page(
      List<ProjectChangeView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
