package dev.zhihe.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "25P03", "40P01", "40001", "08006", "53300", "55P03", "57014", "57P01", "57P02", "57P03"
      })
  void aLostConnectionOrALackOfTimeMayPass(String state) {
    assertThat(DatabaseFailures.mayPass(failed(state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22012", "23505", "25P02", "42P01", "XX000"})
  void whatTheStatementHoldsDoesNot(String state) {
    assertThat(DatabaseFailures.mayPass(failed(state))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"08006, true", "57P01, true", "57014, false", "55P03, false", "23514, false"})
  void aDatabaseThatCannotBeReachedIsNoFaultOfAStatement(String state, boolean unreachable) {
    assertThat(DatabaseFailures.isUnreachable(failed(state))).isEqualTo(unreachable);
  }

  private static RuntimeException failed(String state) {
    return new IllegalStateException("a chunk failed", new SQLException("refused", state));
  }
}
