package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentMethod;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A report as an editor requests it. */
@Schema(name = "NewReport", description = "编制报告 / Which report is to be made")
public record NewReport(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{0,99}",
            message = "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only")
        @Schema(description = "规划 / Code of an adopted plan", examples = "500106-145")
        String plan,
    @NotNull(message = "必填 / required") ReportKind kind,
    @NotNull(message = "必填 / required")
        @Schema(
            description =
                "评估日，不晚于今日；中期报告须在规划期内 / The day, today at the latest; of a mid-term report within the plan's years",
            examples = "2023-06-30")
        LocalDate on,
    @Size(max = 100, message = "至多 100 个字符 / at most 100 characters")
        @Schema(
            description =
                "依据何时所知：位置、事件号或带时区的时刻，缺省为此刻 / What was known then: a position, an event id or an instant with its offset; all that is known now unless given",
            examples = "2026-11-23T08:00:00Z")
        @Nullable String asOf,
    @Schema(
            description =
                "全部目标所用的评估方法；缺省各用通常的 / The method for all targets; each target's usual one unless given")
        @Nullable AssessmentMethod method,
    @Size(max = 200, message = "至多 200 个字符 / at most 200 characters")
        @Schema(description = "标题，缺省由系统拟定 / Title in Chinese; made up unless given")
        @Nullable String titleZh,
    @Size(max = 200, message = "至多 200 个字符 / at most 200 characters")
        @Schema(description = "Title in English; made up unless given")
        @Nullable String titleEn) {}
