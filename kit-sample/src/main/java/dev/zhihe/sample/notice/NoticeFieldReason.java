package dev.zhihe.sample.notice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a reviewer says of one field of a notice. */
@Schema(name = "NoticeFieldReason", description = "字段意见 / What a reviewer says of one field")
public record NoticeFieldReason(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = "topic|titleZh|titleEn|content|day|places|feeYuan|words",
            message = "须为公告的字段，如 places / the name of one of the notice's fields, such as places")
        @Schema(description = "字段名 / Name of the field", examples = "places")
        String field,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "意见 / What is the matter with it", examples = "与通知不符")
        String reason) {

  /** As a file shows it, where a semicolon would begin the next item. */
  @Override
  public String toString() {
    return (field + ": " + reason).replace(';', '；');
  }
}
