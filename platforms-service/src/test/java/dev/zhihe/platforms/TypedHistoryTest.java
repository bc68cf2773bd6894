package dev.zhihe.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.servers.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The typed columns of the history, of bodies of all kinds and of what was sealed before. */
class TypedHistoryTest {
  private static final String DATABASE = "typed_platforms";
  private static final String REPORT =
      """
      {"platform":"p","period":"m","operator":"o","kind":"nil","usableAreaM2":12000.5,"tenants":42,"outputYuan":1.00,"patentsGranted":3,\
      "status":"accepted"}""";
  private static final String PLATFORM =
      """
      {"area":"188201","type":"park","operator":"o","partOf":["乙","甲"],"locatedIn":"e","level":"municipal",\
      "status":"merged","statusSince":"2026-11-01","addedOn":"2026-01-01","mergedInto":"q"}""";
  private static final String PERIOD =
      """
      {"area":"188201","startDate":"2026-10-01","endDate":"2026-10-31"}""";
  private static final List<String> ODD =
      List.of(
          "{}",
          "[]",
          "7",
          "no json",
          "{\"status\":\"accepted\",\"tenants\":\"x\",\"kind\":7,\"partOf\":5,\"startDate\":\"2026-02-30\"}",
          "{\"status\":\"accepted\",\"tenants\":1e99,\"newTenants\":-1,\"outputYuan\":1e300,\"partOf\":[1,null,{}]}",
          "{\"status\":\"accepted\",\"tenants\":{},\"platform\":[],\"endDate\":\"infinity\"}",
          "{\"status\":\"\\u0000\",\"area\":\"%s\"}".formatted("x".repeat(5_000)));

  @Test
  void typesTheHistoryWhateverABodyHolds() throws SQLException {
    Postgres.shared().createServiceDatabase(DATABASE);
    migrate("49?");
    try (var owner =
        DriverManager.getConnection(
            Postgres.shared().jdbcUrl(DATABASE), DATABASE + "_owner", DATABASE + "_owner")) {
      sealed(owner, "occupancy-report", "before", 1, REPORT);
      sealed(owner, "platform", "before", 1, PLATFORM);
      sealed(owner, "reporting-period", "before", 1, PERIOD);
      migrate("59?");
      sealed(owner, "occupancy-report", "between", 2, REPORT);
      sealed(owner, "platform", "between", 2, PLATFORM);
      migrate("latest");
      sealed(owner, "occupancy-report", "r", 2, REPORT);
      sealed(owner, "occupancy-report", "open", 3, REPORT.replace("accepted", "submitted"));
      sealed(owner, "occupancy-report", "a", 4, REPORT.replace("{", "{\"amends\":\"r\","));
      sealed(owner, "platform", "p", 5, PLATFORM);
      sealed(owner, "reporting-period", "m", 6, PERIOD);
      var position = 7;
      for (var type : List.of("occupancy-report", "platform", "reporting-period")) {
        for (var body : ODD) {
          sealed(owner, type, "odd-" + position, position, body);
          position++;
        }
      }
      try (var statement = owner.createStatement()) {
        statement.executeUpdate(
            "update history set to_position = 99 where entity_id in ('r', 'p')");
      }
      assertThat(
              row(
                  owner,
                  "select platform, period, kind, status, usable_area_m2, tenants, output_yuan, patents_granted, employees, operator, to_position"
                      + " from occupancy_report_history where code = 'r'"))
          .isEqualTo("p|m|NIL|ACCEPTED|12000.5|42|1.00|3|null|o|99");
      for (var code : List.of("before", "between")) {
        assertThat(
                row(
                    owner,
                    "select tenants, operator from occupancy_report_history where code = '%s'"
                        .formatted(code)))
            .isEqualTo("42|o");
        assertThat(
                row(
                    owner,
                    "select area, part_of, added_on, merged_into, valid_from from platform_history where code = '%s'"
                        .formatted(code)))
            .isEqualTo("188201|{乙,甲}|2026-01-01|q|2026-11-01");
      }
      assertThat(
              row(
                  owner,
                  "select area, type, operator, part_of, located_in, level, status, status_since, added_on, merged_into, valid_from, to_position from platform_history where code = 'p'"))
          .isEqualTo(
              "188201|PARK|o|{乙,甲}|e|MUNICIPAL|MERGED|2026-11-01|2026-01-01|q|2026-11-01|99");
      assertThat(
              row(
                  owner,
                  "select area, start_date, end_date, to_position from reporting_period_history where code = 'm'"))
          .isEqualTo("188201|2026-10-01|2026-10-31|null");
      // Of reports, accepted ones that amend nothing.
      assertThat(
              row(
                  owner,
                  "select (select count(*) from occupancy_report_history), (select count(*) from platform_history),"
                      + " (select count(*) from reporting_period_history)"))
          .isEqualTo("6|%d|%d".formatted(ODD.size() + 3, ODD.size() + 2));
    }
  }

  private static void sealed(Connection owner, String type, String code, int at, String body)
      throws SQLException {
    try (var history =
        owner.prepareStatement(
            "insert into history (entity_type, entity_id, version, from_position, audience, body, valid_from)"
                + " values (?, ?, 1, ?, 'PUBLIC', ?, '2026-11-01')")) {
      history.setString(1, type);
      history.setString(2, code);
      history.setInt(3, at);
      history.setString(4, body);
      history.executeUpdate();
    }
  }

  private static String row(Connection owner, String sql) throws SQLException {
    try (var statement = owner.createStatement();
        var row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      var cells = new ArrayList<String>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        cells.add(String.valueOf(row.getString(i)));
      }
      return String.join("|", cells);
    }
  }

  private static void migrate(String target) {
    Flyway.configure(TypedHistoryTest.class.getClassLoader())
        .dataSource(Postgres.shared().jdbcUrl(DATABASE), DATABASE + "_owner", DATABASE + "_owner")
        .locations("db/kit", "db/migration")
        .placeholders(Map.of("service", DATABASE))
        .target(target)
        .load()
        .migrate();
  }
}
