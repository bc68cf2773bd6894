package dev.zhihe.kit.imports;

import dev.zhihe.kit.http.ProblemError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The result of an import. */
@Schema(description = "导入结果 / What became of a file")
public record ImportResult(
    @Schema(description = "Data rows in the file") long rows,
    long created,
    long updated,
    @Schema(description = "Rows equal to what was there: nothing written, nothing logged")
        long unchanged,
    @Schema(description = "Rows with errors; above 0 only with mode=valid") long rejected,
    @Schema(
            description =
                "须他人审定的行 / Rows of which a change waits for a second person; they are counted above too")
        long waiting,
    boolean dryRun,
    @Schema(description = "Every error of every rejected row, at most 10,000")
        List<ProblemError> errors) {}
