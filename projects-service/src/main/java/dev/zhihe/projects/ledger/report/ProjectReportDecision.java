package dev.zhihe.projects.ledger.report;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The result of a reviewer's decision on many reports. */
@Schema(
    name = "ProjectReportDecision",
    description = "批量审核结果 / What an act on many submitted reports came to")
public record ProjectReportDecision(
    @Schema(description = "处理份数 / How many it was done to, at most 1,000", examples = "43")
        int count,
    @Schema(
            description = "是否还有符合条件的：有则再次调用 / Whether more wait: call again if so",
            examples = "false")
        boolean more) {}
