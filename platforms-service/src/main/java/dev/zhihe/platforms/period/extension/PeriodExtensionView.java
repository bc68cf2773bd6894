package dev.zhihe.platforms.period.extension;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of an extension. */
@Schema(
    name = "PeriodExtension",
    description = "填报延期 / An extension of a period's due day for one platform")
public record PeriodExtensionView(
    @Schema(
            description =
                "代码，由系统给出：{平台}-x-{填报期去掉行政区划前缀}-{延至日} / Code that the system gives: {platform}-x-{period without its area}-{due day}",
            examples = "000000-pf-001-x-2026-m10-20261120")
        String code,
    @Schema(description = "平台 / Code of the platform", examples = "000000-pf-001") String platform,
    @Schema(description = "填报期 / Code of the reporting period", examples = "000000-2026-m10")
        String period,
    @Schema(description = "延至，含当日 / Last day to submit", examples = "2026-11-20") LocalDate dueDate,
    @Schema(description = "准予者 / Who granted it", examples = "演示区科技局（虚构）") String grantor,
    @Schema(description = "理由 / Why", examples = "园区搬迁，统计资料需重新核对") String reason,
    @Schema(description = "依据文件 / Document that it rests on", examples = "演示延期批复（虚构）")
        @Nullable String document,
    @Schema(description = "准予日期 / Day on which it was granted", examples = "2026-11-08")
        LocalDate grantedOn,
    ExtensionStatus status,
    @Schema(description = "撤销理由 / Why it was revoked", examples = "延期事由已消除")
        @Nullable String revocationReason) {

  /** A page of extensions. */
  @Schema(name = "PeriodExtensionPage")
  public record Page(
      List<PeriodExtensionView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
