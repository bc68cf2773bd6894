package dev.zhihe.platforms.occupancy.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reviewer's comment on one field of a report. */
@Schema(name = "FieldReason", description = "字段意见 / What a reviewer says of one field")
public record FieldReason(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = FieldReason.FIELDS,
            message =
                "须为填报字段，如 occupiedAreaM2 / the name of one of the report's fields, such as occupiedAreaM2")
        @Schema(description = "字段名 / Name of the field", examples = "occupiedAreaM2")
        String field,
    @Schema(description = "退回原因 / Kind of reason", examples = "inconsistent")
        @Nullable ReturnCode code,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "意见 / What is the matter with it", examples = "与附表不符")
        String reason) {

  /** The figures, and what else an operator gives. A test compares them with the figures. */
  static final String FIELDS =
      "usableAreaM2|incubationAreaM2|publicServiceAreaM2|occupiedAreaM2|tenantsAtStart|tenants"
          + "|newTenants|graduatedTenants|leftTenants|highTechFirms|techFirms"
          + "|universityLinkedFirms|employees|graduatesHired|revenueYuan|outputYuan"
          + "|rdSpendingYuan|taxesYuan|investmentReceivedYuan|patentApplications|patentsGranted"
          + "|kind|comment|attachment|tenantLines";

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    var kind = code == null ? "" : code.name().toLowerCase(Locale.ROOT) + ": ";
    return (field + ": " + kind + reason).replace(';', '；');
  }
}
