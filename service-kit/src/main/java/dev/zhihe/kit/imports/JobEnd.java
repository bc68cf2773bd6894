package dev.zhihe.kit.imports;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.tables.Errors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How a job ends, and what whoever submitted it is told: once, by whoever holds the job. */
final class JobEnd {
  private static final Logger LOG = Logger.getLogger(JobEnd.class);

  private final ClaimedJob job;

  JobEnd(ClaimedJob job) {
    this.job = job;
  }

  /** The job is done. Stores the counts of all attempts, and the errors. */
  void done(ImportRun<?, ?> run) {
    var all = job.counts().plus(run.counts());
    end(
        "done",
        null,
        run.takeErrors(),
        "rows = %d, checked = %1$d, created = %d, updated = %d, unchanged = %d, rejected = %d, waiting = %d,"
            .formatted(
                run.rows(),
                all.created(),
                all.updated(),
                all.unchanged(),
                all.rejected(),
                all.waiting()));
  }

  /** The check found errors. Nothing was written. */
  void rejected(ImportRun<?, ?> check) {
    var refusal = check.refusal();
    end(
        "rejected",
        refusal.detail(),
        refusal.violations(),
        "rows = %d, checked = %1$d, rejected = %d,"
            .formatted(check.rows(), check.counts().rejected()));
  }

  /** The file was refused before its end. Nothing was written. */
  void rejected(ImportRun<?, ?> check, Problem refusal) {
    end(
        "rejected",
        refusal.detail(),
        refusal.violations(),
        "checked = %d, rejected = %d,"
            .formatted(check.counts().total(), check.counts().rejected()));
  }

  /** The job was cancelled. What it wrote stays; its counts tell how much. */
  void cancelled() {
    end("cancelled", null, List.of(), "");
  }

  /** The job failed. What it wrote stays; its counts tell how much. */
  void failed(Text why, List<Violation> errors) {
    end("failed", why, errors, "");
  }

  /** The job is not tried again, because it failed, or ended its service, too often. */
  void givenUp(boolean deadly) {
    var why =
        deadly
            ? Text.of(
                "服务在处理此文件时 %1$d 次中断，不再尝试；最近处理到第 %2$d 条数据，前 applied 条已写入",
                "the service ended %1$d times while it worked on this file, which is not tried again; it had come to data row %2$d, and the first rows, as many as applied, are written",
                job.deaths(),
                job.reached())
            : Text.of(
                "%1$d 次尝试未能完成，已记录；最近处理到第 %2$d 条数据，前 applied 条已写入，可重新提交同一文件",
                "it could not be finished in %1$d attempts; it had come to data row %2$d, the first rows, as many as applied, are written, and the same file may be sent again",
                job.failures(),
                job.reached());
    failed(why, List.of());
  }

  /** The job failed because one row cannot be written. */
  void failedAt(long row) {
    var why =
        Text.of(
            "第 %d 行未能处理，原因在本系统，已按作业 %s 记录；前 applied 条数据已写入",
            "row %d could not be worked on: our fault, in our log under the job %s; the first rows, as many as applied, are written",
            row,
            job.id());
    failed(why, List.of(Violation.ofCell(row, null, null, "internal", why)));
  }

  private void end(String state, @Nullable Text detail, List<Violation> found, String totals) {
    var ended =
        QuarkusTransaction.requiringNew()
            .timeout(60)
            .call(
                () -> {
                  var errors = new Errors();
                  errors.add(job.errors());
                  errors.add(found);
                  var text = detail == null && errors.isCut() ? more(errors) : detail;
                  return FinishedJobs.end(
                      job.sql(),
                      totals + " state = ?, detail_zh = ?, detail_en = ?, errors = ?",
                      "id = ? and attempts = ?",
                      state,
                      text == null ? null : text.zh(),
                      text == null ? null : text.en(),
                      Views.write(errors.listed()),
                      job.id(),
                      job.attempt());
                });
    if (!ended.isEmpty()) {
      LOG.infof("Import job %s: %s", job.id(), state);
    }
  }

  private static Text more(Errors errors) {
    return Text.of(
        "错误超过 %d 处，只列出前面的部分；rejected 为有误的行数",
        "There are more than %d errors, of which these come first; rejected is the number of rows that have any",
        errors.listed().size());
  }
}
