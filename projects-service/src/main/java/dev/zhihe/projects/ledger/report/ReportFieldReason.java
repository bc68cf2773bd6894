package dev.zhihe.projects.ledger.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reviewer's comment on one field of a monthly report. */
@Schema(name = "ReportFieldReason", description = "字段意见 / What a reviewer says of one field")
public record ReportFieldReason(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = ReportFieldReason.FIELDS,
            message = "须为月报字段，如 lines / the name of one of the report's fields, such as lines")
        @Schema(description = "字段名 / Name of the field", examples = "lines")
        String field,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "意见 / What is the matter with it", examples = "与拨款凭证不符")
        String reason) {

  static final String FIELDS = "lines|reverses|progress|completePercent|problems|comment";

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    return (field + ": " + reason).replace(';', '；');
  }
}
