package dev.zhihe.platforms.form;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The result of an adoption.
 *
 * @param adopted number of drafts that are adopted now
 */
@Schema(name = "FormAdoption", description = "批准结果 / What an adoption did")
public record FormAdoption(
    @Schema(description = "GB/T 2260 code", examples = "000000") String area,
    @Schema(description = "Forms adopted", examples = "1") int adopted) {

  /** The area whose drafts are to be adopted. */
  @Schema(name = "NewFormAdoption", description = "要批准的地区 / Whose drafts to adopt")
  public record Request(
      @NotNull(message = "必填 / required")
          @Pattern(regexp = "\\d{6}", message = "六位行政区划代码 / an area code of six digits")
          @Schema(description = "GB/T 2260 code", examples = "000000")
          String area) {}
}
