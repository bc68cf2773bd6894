package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.sql.DatabaseFailures;
import org.jspecify.annotations.Nullable;

/** What the database's refusals mean to the caller. */
final class DatabaseRefusals {
  // SQL state raised by the trigger of the log.
  private static final String UNREADABLE_BODY = "ZH003";

  private DatabaseRefusals() {}

  /** What a refusal means; null if nobody expected it. */
  static @Nullable Problem of(Exception failure) {
    var state = DatabaseFailures.sqlState(failure);
    if (DatabaseFailures.isCollision(failure)) {
      return new Problem(
          ProblemType.CONFLICT,
          new Text(
              "同一内容正被同时更改，请重读后再试",
              "The same thing is being changed at the same time: read it again and retry"));
    }
    if (state.startsWith("22") || state.equals(UNREADABLE_BODY)) {
      return new Problem(
          ProblemType.MALFORMED,
          new Text(
              "请求中含有无法存储或比较的字符或数值",
              "The request has a character or a number that cannot be stored or compared"));
    }
    if (state.startsWith("54")) { // a key of an index, a nesting
      return new Problem(
          ProblemType.RULE_BROKEN,
          new Text(
              "某项文字过长或内容嵌套过深，无法存储",
              "A text is too long, or content is nested too deeply, to be stored"));
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new Problem(
          ProblemType.UNAVAILABLE,
          new Text(
              "与数据库的连接中断；若为写入，可能已生效，也可能没有：请以同一 Idempotency-Key 重发，结果只有一次",
              "The connection to the database was lost. A write may have taken effect or not: sent again with the same Idempotency-Key, it has one effect"));
    }
    if (state.startsWith("57")
        || state.equals("25P03") // this process stood still; the transaction is undone
        || state.equals("55P03")
        || state.startsWith("53")
        || DatabaseFailures.starved(failure)) {
      return new Problem(
          ProblemType.UNAVAILABLE, new Text("数据库繁忙，请稍后重试", "The database is busy: please retry"));
    }
    return null;
  }
}
