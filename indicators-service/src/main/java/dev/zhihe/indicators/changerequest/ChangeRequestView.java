package dev.zhihe.indicators.changerequest;

import dev.zhihe.kit.tables.Heading;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a change request. */
@Schema(
    name = "ChangeRequest",
    description =
        "变更申请 / A change that is made only when a second person approves it; until then nothing changes")
public record ChangeRequestView(
    @Schema(examples = "cr-000042") @Heading("代码") String code,
    @Heading("申请种类") ChangeRequestKind kind,
    @Schema(
            description = "变更对象的代码 / Code of the indicator, rule, observation or target",
            examples = "rd-intensity")
        @Heading("变更对象")
        String subject,
    @Schema(description = "申请时对象的版本 / Version of it that the request was made from", examples = "3")
        @Heading("申请时版本")
        long subjectVersion,
    @Schema(description = "变更内容；CSV 中各项以分号分隔 / What would change; in CSV joined by ;")
        @Heading("变更内容")
        List<RequestedChange> changes,
    @Schema(description = "申请理由；撤销须有 / Why; always there for a retraction", examples = "误用了预计数")
        @Heading("申请理由")
        @Nullable String reason,
    @Heading("申请状态") ChangeRequestStatus status,
    @Schema(description = "退回理由 / Why it was returned", examples = "系数应为 100") @Heading("退回理由")
        @Nullable String returnReason) {

  /** A page of change requests. */
  @Schema(name = "ChangeRequestPage")
  public record Page(
      List<ChangeRequestView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
