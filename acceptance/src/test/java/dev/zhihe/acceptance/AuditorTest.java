package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An auditor's day: the services verify their own logs, and the verifier's jar, which knows nothing
 * of them, an export; then somebody with every right on the database alters one character of one
 * row, and both name its position.
 */
class AuditorTest {
  private static final Path VERIFIER = Path.of("../verifier/target/zhihe-verifier.jar");

  private final RunningSuite suite = RunningSuite.get();
  @TempDir private Path folder;

  private record Told(int status, String words) {}

  @Test
  void soundLogsAreFoundSound() throws Exception {
    for (var service : RunningSuite.SERVICES) {
      var verdict =
          RunningSuite.json(suite.getAs("admin-demo", "/v1/audit/" + service + "/verify"));
      assertThat(verdict.get("sound").asBoolean()).as(verdict.toString()).isTrue();
      assertThat(verdict.get("complete").asBoolean()).isTrue();
      var told = verified(export(service));
      assertThat(told.status()).as(told.words()).isZero();
      assertThat(told.words()).contains(verdict.get("chain").asText());
    }
  }

  @Test
  void oneCharacterOfOneRowIsFoundByTheServiceAndByTheVerifier() throws Exception {
    var sound = export("projects");
    var position = 7;
    alter("projects", position, "\"code\"", "\"cede\"");
    try {
      var verdict = RunningSuite.json(suite.getAs("admin-demo", "/v1/audit/projects/verify"));
      assertThat(verdict.get("sound").asBoolean()).isFalse();
      assertThat(verdict.at("/fault/position").asInt()).isEqualTo(position);
      assertThat(verdict.at("/fault/what").asText()).contains("body");
      requireNamed(verified(export("projects")), position);
    } finally {
      alter("projects", position, "\"cede\"", "\"code\"");
    }
    assertThat(verified(export("projects")).status()).isZero();
    // And in the file itself, on its way to the auditor.
    var lines = Files.readAllLines(sound, UTF_8);
    assertThat(lines.get(position)).contains("\"position\":" + position + ",");
    lines.set(position, lines.get(position).replaceFirst("\"actor\":\"", "\"actor\":\"x"));
    requireNamed(verified(Files.write(folder.resolve("altered"), lines, UTF_8)), position);
  }

  private static void requireNamed(Told told, int position) {
    assertThat(told.status()).isEqualTo(1);
    assertThat(told.words()).startsWith("ALTERED at position " + position);
  }

  private Path export(String service) throws IOException {
    var answer = suite.getAs("admin-demo", "/v1/audit/" + service + "/export");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Files.writeString(
        Files.createTempFile(folder, service, ".ndjson"), answer.body(), UTF_8);
  }

  private static Told verified(Path export) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(RunningSuite.java("-jar", VERIFIER.toString(), export.toString()))
            .redirectErrorStream(true)
            .start();
    var words = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Told(process.waitFor(), words);
  }

  /** What no role of the suite may do. */
  private void alter(String service, int position, String from, String to) throws SQLException {
    try (var connection = suite.databaseOf(service);
        var statement =
            connection.prepareStatement(
                """
                update change_log set body = replace(body, ?, ?)
                where log_id = (select log_id from sealed_change where position = ?) and position(? in body) > 0
                """)) {
      connection.createStatement().execute("set session_replication_role = replica");
      statement.setString(1, from);
      statement.setString(2, to);
      statement.setInt(3, position);
      statement.setString(4, from);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
