package dev.zhihe.kit.imports;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.List;

/** Rows that were valid when the file was checked have become invalid. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;
  final Text detail;
  final transient List<Violation> violations;

  Overtaken(Problem refusal) {
    super("changed after the check", refusal);
    this.violations = refusal.violations();
    this.detail =
        violations.isEmpty()
            ? new Text(
                "未能全部写入：%s；前 applied 条数据已写入".formatted(refusal.detail().zh()),
                "not all could be written: %s; the first rows, as many as applied, are"
                    .formatted(refusal.detail().en()))
            : new Text(
                "检查之后内容被他人更改，未能全部写入；前 applied 条数据已写入。改正后可重新提交同一文件",
                "something changed after the check, so not all could be written; the first rows, as many as applied, are. Correct the file and send it again");
  }
}
