package dev.zhihe.indicators.policy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a policy was issued. */
@Schema(name = "PolicyIssue", description = "出台情况 / How a policy was issued")
public record PolicyIssue(
    @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(
            description = "出台名称，与规划所称不同时 / Title as issued, where the plan calls it otherwise",
            examples = "沙坪坝区促进科技成果转化若干措施")
        @Nullable String name,
    @NotBlank(message = "必填 / required")
        @Size(max = 100, message = "至多 100 个字符 / at most 100 characters")
        @Schema(description = "文号 / Number of the document", examples = "沙府发〔2022〕12号")
        String documentNumber,
    @NotNull(message = "必填 / required")
        @Schema(
            description = "出台日期，不晚于今日 / Day of issue, today at the latest",
            examples = "2022-06-30")
        LocalDate issuedOn) {}
