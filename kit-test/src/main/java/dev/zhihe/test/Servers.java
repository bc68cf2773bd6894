package dev.zhihe.test;

import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Real PostgreSQL and Kafka for a service's tests, shared by all tests of the run. {@link Tokens}
 * signs the tokens.
 */
public class Servers implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    JsonPaths.install();
    var service = ConfigProvider.getConfig().getValue("zhihe.service", String.class);
    var postgres = Postgres.shared();
    postgres.createServiceDatabase(service);
    var settings = new HashMap<String, String>();
    settings.put("zhihe.db.port", String.valueOf(postgres.port()));
    settings.put("zhihe.kafka.bootstrap", Kafka.shared().bootstrap());
    settings.put("zhihe.kafka.properties", Kafka.shared().account(Kafka.ADMIN).toString());
    // A wait of this length means that a connection is never freed. A busy machine alone does not
    // cause it.
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
