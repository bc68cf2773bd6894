package dev.zhihe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggedTransactionTest {
  private static final String AT = "2026-11-30 22:53:27.812 UTC ";

  @Test
  void aSnapshotsStatementsBecomeAScript() {
    var log =
        AT
            + "[7] app@indicators LOG:  execute S_3: select 1 from change_queue\n"
            + AT
            + "[8] app@indicators LOG:  execute S_1: BEGIN\n"
            + AT
            + "[8] app@indicators LOG:  execute <unnamed>: set transaction isolation level repeatable read, read only\n"
            + AT
            + "[8] app@indicators LOG:  execute S_4: select code, null::bigint\n"
            + "\tfrom plan where code > $1 and code = $2 limit $3\n"
            + AT
            + "[7] app@indicators LOG:  execute S_9: select body where code = $1\n"
            + AT
            + "[7] app@indicators DETAIL:  Parameters: $1 = 'another'\n"
            + AT
            + "[8] app@indicators DETAIL:  Parameters: $1 = '', $2 = 'it''s', $3 = '1000'\n"
            + AT
            + "[8] app@indicators LOG:  execute S_5: select 2\n";

    assertThat(LoggedTransaction.in(log)).isEmpty();
    assertThat(LoggedTransaction.in(log + AT + "[8] app@indicators LOG:  execute S_2: ROLLBACK\n"))
        .contains(
            new LoggedTransaction(
                """
                begin transaction isolation level repeatable read, read only;
                select code, null::bigint from plan where code > '' and code = :v0 limit :v1;
                select 2;
                rollback;
                """,
                Map.of("v0", "it's", "v1", "1000")));
  }
}
