package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.tables.Since;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a change. */
@Schema(
    name = "RegistryChange",
    description =
        "登记变更（动态调整） / An act by which platforms join the registry, leave it, change, or go into another one")
public record RegistryChangeView(
    @Schema(examples = "500106-rc1") String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    RegistryChangeKind kind,
    @Schema(
            description =
                "所变更平台；新增时为新平台的代码，合并时为并入的各平台 / Codes of the platforms; of an addition the new one's, of a merger those that go in",
            examples = "[\"500106-pf-035\"]")
        List<String> platforms,
    @Schema(
            description = "合并后继续的平台 / Code of the platform that goes on; of a merger alone",
            examples = "500106-pf-036")
        @Nullable String into,
    @Schema(
            description =
                "变更项，前后对照；批准前平台另有更改的，不能批准 / What changes, before and after; it is not approved if the platform has another value meanwhile. In CSV level:municipal joined by ;, without the values before")
        List<PropertyChange> changes,
    @Since(3)
        @Schema(
            description =
                "合并：转给继续的平台的目标，提交时算定，批准时有变动的不能批准 / Of a merger: codes of the targets that move to the platform that goes on, as they were at the submission; it is not approved if they are others meanwhile",
            examples = "[\"500106-pt-001\"]")
        @Nullable List<String> movedTargets,
    @Since(3)
        @Schema(
            description =
                "合并：因继续的平台已有同一计量内容、同一截止日期的目标而停止考核的目标 / Of a merger: codes of the targets that are judged no more, as the platform that goes on has one of the same measure and deadline",
            examples = "[\"500106-pt-002\"]")
        @Nullable List<String> closedTargets,
    @Since(3)
        @Schema(
            description =
                "合并：改属继续的平台的成员平台 / Of a merger: codes of the platforms that are within one that goes in, and are within the one that goes on then",
            examples = "[\"500106-pf-037\"]")
        @Nullable List<String> movedMembers,
    @Schema(description = "变更理由 / Why", examples = "年度考核不合格") String reason,
    @Schema(description = "文件名称 / Title of the document that decides it")
        @Nullable String documentTitle,
    @Schema(description = "文号 / Number of that document", examples = "沙科发〔2023〕8号")
        @Nullable String documentNumber,
    @Schema(description = "起效日期 / First day on which it holds", examples = "2023-07-01")
        LocalDate effectiveOn,
    @Schema(
            description =
                "审批状态 / draft 草案, submitted 已提交, returned 已退回, approved 已批准 (public and final); all but approved ones are seen by the bureau alone, and a proposal by its organisation too")
        ActStatus status,
    @Schema(description = "退回理由 / Why it was returned") @Nullable String returnReason,
    @Schema(
            description =
                "提出的运营单位；主管部门编制的缺省 / Code of the operator that proposed it; absent of the bureau's own",
            examples = "000000-op-1")
        @Nullable String proposedBy) {

  /** A page of changes. */
  @Schema(name = "RegistryChangePage")
  public record Page(
      List<RegistryChangeView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
