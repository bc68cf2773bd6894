package dev.zhihe.kit.sealing;

import dev.zhihe.log.LoggedFailure;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the state of the log. The service stays ready while Kafka is down, because writes and
 * reads still work. It is not ready while the log is stuck: current reads still work, but new
 * writes reach no consumer, and an operator must know.
 */
@Readiness
@ApplicationScoped
class SealingHealth implements HealthCheck {
  private final SealingRuntime runtime;
  private final AgroalDataSource source;

  SealingHealth(SealingRuntime runtime, AgroalDataSource source) {
    this.runtime = runtime;
    this.source = source;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("change-log");
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                """
                select position, (select count(*) from change_queue), (select max(position) from relay) from feed_head
                """);
        var row = statement.executeQuery()) {
      row.next();
      var unsealed = row.getLong(2);
      answer.withData("head", row.getLong(1));
      answer.withData("unsealed", unsealed);
      answer.withData("inKafka", row.getLong(3));
      answer.withData("leads", runtime.leads());
      runtime.kafkaFailure().ifPresent(failure -> answer.withData("kafkaTrouble", failure));
      var standstill = unsealed == 0 ? Optional.<String>empty() : runtime.standstill();
      standstill.ifPresent(why -> answer.withData("standsStill", why));
      return answer.status(standstill.isEmpty()).build();
    } catch (SQLException e) {
      return answer.down().withData("reason", LoggedFailure.message(e)).build();
    }
  }
}
