package dev.zhihe.kit.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.zhihe.kit.http.ProblemBody;
import dev.zhihe.kit.http.ProblemError;
import dev.zhihe.kit.problem.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A large import that runs in the background. */
@Schema(description = "导入作业 / A large import on its way")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportJob(
    @Schema(examples = "5f0a2c1e-9f57-4d0f-9a4e-0f3c5b1d7a10") String id,
    @Schema(description = "Entity type of the rows", examples = "observation") String family,
    @Schema(
            description =
                "waiting 排队, checking 检查, applying 写入, done 完成, rejected 有误未写入, cancelled 已取消, failed 未能完成")
        String state,
    boolean dryRun,
    @Schema(description = "Jobs that come before it, while it waits") @Nullable Long ahead,
    @Schema(description = "Rows of the file; an estimate until all are checked") long rows,
    @Schema(description = "Data rows that are checked") long checked,
    @Schema(description = "Data rows that are done; up to a thousand are one transaction")
        long applied,
    @Schema(
            description =
                "How far it is, 0 to 100; of a job that ended early, how far it came: below 100 unless it is done",
            examples = "42")
        int percent,
    long created,
    long updated,
    @Schema(description = "Rows equal to what was there: nothing written, nothing logged")
        long unchanged,
    @Schema(description = "Rows with errors, as far as it came") long rejected,
    @Schema(
            description =
                "须他人审定的行 / Rows of which a change waits for a second person; they are counted above too")
        long waiting,
    @Schema(
            description =
                "Why it was rejected or failed; of one that failed, with the row at which it did")
        @Nullable String detail,
    @Schema(description = "Every error of every rejected row, at most 10,000")
        List<ProblemError> errors,
    Instant createdAt,
    @Nullable Instant lastSeenAt,
    @Nullable Instant finishedAt) {

  static ImportJob of(ResultSet row, Locale language) throws SQLException {
    var state = row.getBoolean("silent") ? "waiting" : row.getString("state");
    var rows = row.getLong("rows");
    var checked = row.getLong("checked");
    var applied = ClaimedJob.counts(row).total();
    var dryRun = row.getBoolean("dry_run");
    var zh = row.getString("detail_zh");
    var createdAt = instant(row, "created_at");
    return new ImportJob(
        row.getString("id"),
        row.getString("family"),
        state,
        dryRun,
        state.equals("waiting") ? row.getLong("ahead") : null,
        rows,
        checked,
        applied,
        percent(state, dryRun, Math.max(1, rows), checked, applied),
        row.getLong("created"),
        row.getLong("updated"),
        row.getLong("unchanged"),
        row.getLong("rejected"),
        row.getLong("waiting"),
        zh == null ? null : new Text(zh, row.getString("detail_en")).in(language),
        ImportJobs.violations(row.getString("errors")).stream()
            .map(violation -> ProblemBody.entry(violation, language))
            .toList(),
        createdAt == null ? Instant.EPOCH : createdAt,
        instant(row, "seen_at"),
        instant(row, "finished_at"));
  }

  /** Checking counts as about a third of the work. A job that ended early keeps its percentage. */
  private static int percent(String state, boolean dryRun, long rows, long checked, long applied) {
    if (state.equals("done")) {
      return 100;
    }
    return (int)
        (applied > 0 || state.equals("applying")
            ? Math.min(99, 33 + applied * 66 / rows)
            : Math.min(dryRun ? 99 : 33, checked * (dryRun ? 100 : 33) / rows));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
