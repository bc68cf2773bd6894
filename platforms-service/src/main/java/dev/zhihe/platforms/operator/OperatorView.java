package dev.zhihe.platforms.operator;

import dev.zhihe.kit.tables.Since;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of an operator. */
@Schema(name = "Operator", description = "运营单位 / An organisation that runs platforms")
public record OperatorView(
    @Schema(examples = "000000-op-1") String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "000000") String area,
    @Schema(description = "单位名称 / Name of the organisation", examples = "演示区星尘园区运营有限公司")
        String name,
    @Schema(
            description =
                "统一社会信用代码，18 位，校验位须正确，否则须有代码说明 / Unified social credit code (GB 32100-2015), 18 characters; its check character is verified unless creditCodeNote says why not",
            examples = "91000000MA00000157")
        String creditCode,
    @Schema(
            description =
                "代码说明：校验位不符而登记证照确系此代码的理由，由管理员填写 / Why the code is right although its check character is not: early codes exist that fail it. Given by an administrator",
            examples = "营业执照原件核对无误，2015 年首批换发")
        @Since(2)
        @Nullable String creditCodeNote) {

  /** A page of operators. */
  @Schema(name = "OperatorPage")
  public record Page(
      List<OperatorView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
