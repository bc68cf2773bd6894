package dev.zhihe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.servers.Postgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** The days on which positions were sealed, for tests that need a day in the past. */
public final class SealedDays {
  private SealedDays() {}

  /** Moves the instant of a position by some days. Its chain value does not fit meanwhile. */
  public static void move(long position, int days) throws SQLException {
    var service = ConfigProvider.getConfig().getValue("zhihe.service", String.class);
    var owner = service + "_owner";
    try (var connection =
            DriverManager.getConnection(Postgres.shared().jdbcUrl(service), owner, owner);
        var update =
            connection.prepareStatement(
                "update sealed_change set sealed_at = sealed_at + ? * interval '24 hours' where position = ?")) {
      update.setInt(1, days);
      update.setLong(2, position);
      assertThat(update.executeUpdate()).isOne();
    }
  }
}
