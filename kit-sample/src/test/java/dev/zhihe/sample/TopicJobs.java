package dev.zhihe.sample;

import dev.zhihe.test.Family;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Imports of topics as jobs, and what can happen to them in the database. */
final class TopicJobs {
  static final Family TOPICS = new Family("topics");
  static final String HEADER = "code,area,nameZh,startYear,endYear\n";

  /** As the owner of the tables, who may lock and break what the service may not. */
  static Connection database() throws SQLException {
    var url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
    return DriverManager.getConnection(
        url.substring(0, url.indexOf('?')), "sample_owner", "sample_owner");
  }

  static void sql(Connection connection, String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  static long number(Connection connection, String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  static int attempts(String job) throws SQLException {
    try (var connection = database()) {
      return (int)
          number(
              connection,
              "select attempts from import_job where id = ?",
              job.substring(job.lastIndexOf('/') + 1));
    }
  }

  /** Nobody writes topics by import until the connection is closed; jobs check all the same. */
  static Connection holdingUpTopics() throws SQLException {
    var connection = database();
    connection.setAutoCommit(false);
    sql(connection, "select pg_advisory_xact_lock(hashtext('import topic'))");
    return connection;
  }

  /** The rows of a file, {@code name-0} and so on. */
  static String topics(String name, int count, IntFunction<String> startYear) {
    return IntStream.range(0, count)
        .mapToObj(
            row -> "%s-%d,211000,主题 %d,%s,2020".formatted(name, row, row, startYear.apply(row)))
        .collect(Collectors.joining("\n", HEADER, "\n"));
  }

  static String topics(String name, int count) {
    return topics(name, count, row -> "2016");
  }

  static List<Integer> rows(JsonPath job) {
    return job.getList("errors.row", Integer.class);
  }

  /**
   * A job as a worker leaves it that died after its first thousand rows were written.
   *
   * @param takesAll whether it takes what is valid, and updates what is there
   */
  static void leave(String id, String file, boolean takesAll, boolean remembered)
      throws SQLException {
    leave(id, file, takesAll, remembered, "attempts = 1");
  }

  /** The same with something else about it. */
  static void leave(String id, String file, boolean takesAll, boolean remembered, String change)
      throws SQLException {
    try (var connection = database()) {
      connection.setAutoCommit(false);
      sql(
          connection,
          """
          insert into import_job (id, family, format, dry_run, takes_valid, updates, actor, request_id, roles, state, rows,
            checked, applied, created, attempts, seen_at)
          values (?, 'topic', 'CSV', false, ?, ?, 'erin', 'left', '{editor}', 'applying', 2500, 2500, 1001, 1000, 1,
            now() - interval '2 min')
          """,
          id,
          takesAll,
          takesAll);
      sql(
          connection,
          "insert into import_job_part values (?, 0, ?)",
          id,
          file.getBytes(StandardCharsets.UTF_8));
      if (remembered) {
        sql(connection, "insert into import_seen values (?, ''::bytea, 0)", id);
      }
      sql(connection, "update import_job set " + change + " where id = ?", id);
      connection.commit();
    }
  }

  /** Refuses to store a topic, a number of times, and tells its name in the details. */
  static final class Trouble implements AutoCloseable {
    private final String state;

    Trouble(String code, String state, int times) throws SQLException {
      this.state = state;
      try (var connection = database();
          var statement = connection.createStatement()) {
        statement.execute("create sequence trouble");
        statement.execute(
            """
            create function trouble() returns trigger language plpgsql security definer as $$
            begin
              if nextval('trouble') <= %d then raise exception 'trouble' using errcode = '%s', detail = new.name_zh; end if;
              return new;
            end $$
            """
                .formatted(times, state));
        statement.execute(
            """
            create trigger trouble before insert on topic for each row when (new.code = '%s') execute function trouble()
            """
                .formatted(code));
      }
    }

    @Override
    public void close() throws SQLException {
      try (var connection = database();
          var statement = connection.createStatement()) {
        statement.execute("drop trigger trouble on topic");
        statement.execute("drop function trouble");
        statement.execute("drop sequence trouble");
      }
    }

    @Override
    public String toString() {
      return "by trouble " + state;
    }
  }

  private TopicJobs() {}
}
