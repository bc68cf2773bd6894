package dev.zhihe.kit.search;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.servers.Postgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A database of its own for the names of one test, on the real server. */
final class NameDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final AgroalDataSource source;

  private NameDatabase(String name, AgroalDataSource source) {
    this.name = name;
    this.source = source;
  }

  static NameDatabase create() throws SQLException {
    var name = "names" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    Postgres.shared().createServiceDatabase(name);
    var url = Postgres.shared().jdbcUrl(name);
    Flyway.configure(NameDatabase.class.getClassLoader())
        .dataSource(url, name + "_owner", name + "_owner")
        .locations("db/kit")
        .placeholders(Map.of("service", name))
        .load()
        .migrate();
    return new NameDatabase(
        name,
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(2)
                            .acquisitionTimeout(Duration.ofSeconds(5))
                            .connectionFactoryConfiguration(
                                factory ->
                                    factory
                                        .jdbcUrl(url)
                                        .principal(new NamePrincipal(name + "_app"))
                                        .credential(new SimplePassword(name + "_app"))))));
  }

  Search search() {
    return new Search(source, "names");
  }

  Connection app() throws SQLException {
    return source.getConnection();
  }

  Connection owner() throws SQLException {
    return DriverManager.getConnection(
        Postgres.shared().jdbcUrl(name), name + "_owner", name + "_owner");
  }

  void keep(List<? extends Published> entities) throws SQLException {
    try (var connection = app()) {
      Names.keep(connection, entities);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
