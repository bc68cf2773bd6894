package dev.zhihe.sample.notice;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an editor says of a notice; the system sets the rest. */
@Schema(name = "NewNotice", description = "公告（起草） / What an editor says of a notice")
public record NewNotice(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{0,99}",
            message = "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only")
        @Schema(examples = "500106-n1")
        String code,
    @NotNull(message = "必填 / required")
        @Schema(description = "主题 / Code of the topic", examples = "500106-t1")
        String topic,
    @NotBlank(message = "必填 / required")
        @Size(max = 200, message = "至多 200 个字符 / at most 200 characters")
        @Schema(examples = "开放日将于五月举行")
        String titleZh,
    @Size(max = 200, message = "至多 200 个字符 / at most 200 characters")
        @Schema(examples = "Open day in May")
        @Nullable String titleEn,
    @Size(max = 2_000, message = "至多 2000 个字符 / at most 2,000 characters")
        @Schema(description = "正文 / Text", examples = "欢迎参加")
        @Nullable String content,
    @NotNull(message = "必填 / required")
        @Schema(description = "日期 / Day that it is about", examples = "2021-05-01")
        LocalDate day,
    @PositiveOrZero(message = "不得小于 0 / not below 0")
        @Schema(description = "名额 / Places", examples = "40", minimum = "0")
        @Nullable Integer places,
    @PositiveOrZero(message = "不得小于 0 / not below 0")
        @Digits(
            integer = 13,
            fraction = 2,
            message = "应为金额（元），至多两位小数 / an amount in yuan, at most two decimals")
        @Schema(description = "费用，元 / Fee in yuan", examples = "20.00", minimum = "0")
        @Nullable BigDecimal feeYuan,
    @Size(max = 20, message = "至多 20 项 / at most 20")
        @Schema(description = "关键词 / Words", examples = "[\"开放日\"]")
        @Nullable
            List<
                @NotBlank(message = "必填 / required")
                @Size(max = 50, message = "至多 50 个字符 / at most 50 characters") String>
            words) {}
