package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.tables.Heading;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a report's tenant lines. */
@Schema(
    name = "OccupancyTenants",
    description =
        "入驻企业明细：一份填报期末在驻和本期迁出的企业 / The tenants behind a report's numbers: those that are there at the end of the period, and those that left in it")
public record TenantListView(
    @Heading("代码")
        @Schema(description = "填报的代码 / Code of the report", examples = "000000-pf-001-o-2026-m10")
        String code,
    @Heading("平台") @Schema(description = "平台代码 / Code of the platform", examples = "000000-pf-001")
        String platform,
    @Heading("填报期")
        @Schema(description = "填报期代码 / Code of the reporting period", examples = "000000-2026-m10")
        String period,
    @Heading("企业明细")
        @Schema(
            description =
                "企业明细；CSV 中各项以分号分隔：名称:信用代码:入驻日期:迁出日期:面积:是否高企 / Its tenants; in CSV joined by ; as name:credit code:entered:left:area:high-tech")
        List<TenantLine> tenantLines) {

  /** A page of lists. */
  @Schema(name = "OccupancyTenantsPage")
  public record Page(
      List<TenantListView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
