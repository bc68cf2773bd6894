package dev.zhihe.kit.feed;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.sealed.SealedLog;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer knows of the feed that it follows.
 *
 * @param epoch 0 if it says none
 * @param position how far it has come
 * @param chain the chain value that it holds there; null if it says none
 */
record KnownFeed(long epoch, long position, @Nullable String chain) {
  /** Refuses to go on with another feed: positions may have been rewound since. */
  void requireSame(FeedStretch page, SealedLog log) throws SQLException {
    if (epoch > 0 && epoch != page.feedEpoch()) {
      throw restarted(
          "feedEpoch",
          String.valueOf(epoch),
          Text.of(
              "变更流现为纪元 %1$d，位置可能曾被重置（如恢复备份）。请以 /digest?at= 查询自己所在位置的 chain：与所存相同，则改用 feedEpoch=%1$d 继续；否则请以快照重新装载",
              "The feed is of epoch %1$d now: positions may have been rewound, as by a restore. Ask /digest?at= your own position: if its chain is the one you have, go on with feedEpoch=%1$d, else load afresh from a snapshot",
              page.feedEpoch()));
    }
    if (page.head() < position) {
      throw restarted(
          "after",
          String.valueOf(position),
          Text.of(
              "after 超过当前末位 %d：位置曾被重置（如恢复备份），请以快照重新装载",
              "after is beyond the head, %d: positions were rewound, as by a restore; load everything afresh from a snapshot",
              page.head()));
    }
    if (chain != null && !chain.equals(log.chainAt(position))) {
      throw restarted(
          "chain",
          chain,
          Text.of(
              "位置 %d 处的 chain 不同：位置曾被重置后另行给出（如恢复旧副本），请以快照重新装载",
              "The chain at %d is another: positions were rewound and given again, as after an older copy was put back; load everything afresh from a snapshot",
              position));
    }
  }

  private static Problem restarted(String parameter, String value, Text detail) {
    return new Problem(
        ProblemType.FEED_RESTARTED,
        detail,
        List.of(Violation.ofParameter(parameter, value, "restarted", detail)));
  }
}
