package dev.zhihe.test;

import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Real PostgreSQL and Kafka for the tests of a service, shared by all tests of the run; tokens are
 * signed by {@link Tokens}. Requests and answers are printed where a test fails.
 */
public class Servers implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
    var service = ConfigProvider.getConfig().getValue("zhihe.service", String.class);
    var postgres = Postgres.shared();
    postgres.createServiceDatabase(service);
    var settings = new HashMap<String, String>();
    settings.put("zhihe.db.port", String.valueOf(postgres.port()));
    settings.put("zhihe.kafka.bootstrap", Kafka.shared().bootstrap());
    settings.put("zhihe.kafka.properties", Kafka.shared().account(Kafka.ADMIN).toString());
    // Who waits so long for a connection waits for one that is never freed; a busy machine alone
    // refuses nobody.
    settings.put("quarkus.datasource.jdbc.acquisition-timeout", "9s");
    settings.put("quarkus.oidc.public-key", Tokens.publicKey());
    settings.put("quarkus.oidc.auth-server-url", "");
    settings.put("quarkus.http.test-port", "0");
    settings.put("quarkus.management.test-port", "0");
    return settings;
  }

  @Override
  public void stop() {
    // the servers end with the JVM
  }
}
