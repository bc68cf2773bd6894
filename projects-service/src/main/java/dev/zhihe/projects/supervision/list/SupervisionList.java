package dev.zhihe.projects.supervision.list;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.projects.rule.ProgressRuleInForce;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The projects of a plan that ask for supervision, with the facts that put them there. */
@Schema(
    name = "SupervisionList",
    description = "督查清单 / The projects of a plan that ask for supervision, and why")
public record SupervisionList(
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "业务时点 / The day by which time is measured", examples = "2023-06-30")
        LocalDate on,
    ProgressRuleInForce rule,
    @Schema(
            description =
                "每个项目的每项事由一行，按项目和事由排列 / One line for each project and finding, in the order of both")
        List<SupervisionLine> items,
    SupervisionCounts counts)
    implements Computed<SupervisionLine> {}
