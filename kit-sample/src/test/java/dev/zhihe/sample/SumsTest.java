package dev.zhihe.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A sum may take longer than other statements, which keep their limit on the same connection. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SumsTest {
  @Inject DataSource source;

  @Test
  void onlyASumHasMoreTime() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              assertThat(limit(Sql.ofSums(source))).isEqualTo("50s");
              assertThat(limit(new Sql(source))).isEqualTo("5s");
            });
  }

  @Test
  void aSumThatFailsKeepsNoTime() {
    var sums = Sql.ofSums(source);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(() -> sums.query("select 1 / 0", row -> row.getInt(1))))
        .hasMessageContaining("division by zero");
    assertThat(limit(new Sql(source))).isEqualTo("5s");
  }

  private static String limit(Sql sql) {
    return sql.query("show statement_timeout", row -> row.getString(1)).getFirst();
  }
}
