package dev.zhihe.indicators.figures.calendar;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An extension to be granted. */
@Schema(name = "NewCollectionExtension", description = "延期 / More time to be granted")
public record NewCollectionExtension(
    @Size(max = 100, message = "至多 100 个字符 / at most 100 characters")
        @Schema(
            description = "牵头部门，须为某指标的牵头部门；缺省为全部 / Lead department of some indicator; absent: all",
            examples = "区科技局")
        @Nullable String department,
    @NotNull(message = "必填 / required")
        @Schema(
            description = "延至，晚于现有的截止日 / Last day, after the last one so far",
            examples = "2023-05-10")
        LocalDate until,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "理由 / Why", examples = "统计年报推迟发布")
        String reason) {

  /** The extension, as it is stored. */
  CollectionExtension extension() {
    return new CollectionExtension(
        department == null || department.isBlank() ? null : department.strip(),
        until,
        reason.strip());
  }
}
