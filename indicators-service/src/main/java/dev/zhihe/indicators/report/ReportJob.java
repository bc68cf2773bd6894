package dev.zhihe.indicators.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.zhihe.kit.problem.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A report that is being made. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ReportJob", description = "编制作业 / A report on its way")
public record ReportJob(
    @Schema(examples = "5f0a2c1e-9f57-4d0f-9a4e-0f3c5b1d7a10") String id,
    @Schema(
            description =
                "报告代码；done 之后可读 / Code of the report, which is there once the job is done",
            examples = "500106-145-mid-term-1")
        String report,
    @Schema(examples = "500106-145") String plan,
    ReportKind kind,
    @Schema(description = "评估日 / The day it reports on", examples = "2023-06-30") LocalDate on,
    @Schema(
            description = "所依据的数据，提出时即定 / What it knows, fixed when it was asked for",
            examples = "indicators/217641600/1204")
        String asOf,
    @Schema(
            description =
                "waiting 排队, asking 询问其他服务 (other services are asked), computing 计算内容, rendering 生成文件, done 完成, failed 未能完成",
            examples = "rendering")
        String state,
    @Schema(description = "排在前面的作业数 / Jobs that come before it, while it waits")
        @Nullable Long ahead,
    @Schema(description = "进度，0 至 100 / Progress in percent, 0 to 100", examples = "40")
        int percent,
    @Schema(description = "未能完成的原因 / Why it failed") @Nullable String detail,
    Instant createdAt,
    @Nullable Instant lastSeenAt,
    @Nullable Instant finishedAt) {

  static ReportJob of(ResultSet row, NewReport asked, Locale language) throws SQLException {
    var state = row.getBoolean("silent") ? "waiting" : row.getString("state");
    var zh = row.getString("detail_zh");
    var createdAt = instant(row, "created_at");
    return new ReportJob(
        row.getString("id"),
        row.getString("report"),
        asked.plan(),
        asked.kind(),
        asked.on(),
        row.getString("as_of"),
        state,
        state.equals("waiting") ? row.getLong("ahead") : null,
        row.getInt("percent"),
        zh == null ? null : new Text(zh, row.getString("detail_en")).in(language),
        createdAt == null ? Instant.EPOCH : createdAt,
        instant(row, "seen_at"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
