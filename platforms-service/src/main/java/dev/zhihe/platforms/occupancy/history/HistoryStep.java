package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.platforms.occupancy.report.FieldReason;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A step of a report or of one of its amendments. */
@Schema(
    name = "OccupancyHistoryStep",
    description = "填报的一步 / A step of a report or of an amendment")
public record HistoryStep(
    @Heading("代码")
        @Schema(
            description = "填报或更正的代码 / Code of the report, or of the amendment",
            examples = "000000-pf-001-o-2026-m10")
        String code,
    @Heading("版本") @Schema(description = "版本号 / Version that it led to", examples = "2")
        long version,
    @Heading("时间")
        @Schema(description = "时间，UTC / When, UTC", examples = "2026-11-08T02:00:00.125Z")
        String time,
    @Heading("步骤") HistoryStepKind step,
    @Heading("一方") StepSide side,
    @Heading("操作人")
        @Schema(
            description =
                "操作人；仅提交单位和主管部门可见 / Who took it; told to the submitting organisation and the bureau alone",
            examples = "operator-demo")
        @Nullable String actor,
    @Heading("退回理由") @Schema(description = "退回理由 / Why it was returned") @Nullable String reason,
    @Heading("退回字段") @Schema(description = "退回时各字段的意见 / What the reviewer said of which field")
        List<FieldReason> fields,
    @Heading("变动")
        @Schema(
            description =
                "与上一版本相比的变动；更正的第一步与所更正的填报相比 / What differs from the version before; of an amendment's first step, from the report that it amends")
        List<FieldChange> changes,
    @Heading("企业明细变动")
        @Schema(
            description =
                "企业明细与上一版本相比的变动，可读明细者可见 / Tenant lines that differ from the version before, for whoever may read them")
        List<TenantChange> tenants,
    @Heading("版次")
        @Schema(
            description = "通过的版次 / How often the content was accepted; absent before",
            examples = "1")
        @Nullable Integer revision) {}
