package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Files whose rows are as heavy as rows may be, taken in by services of the small heap that the
 * suite gives them. Dry runs: nothing of it stays.
 */
class HeavyRowsTest {
  /** Held all at once, they would take several times the heap; too many bytes to wait for. */
  private static final int ROWS = 400;

  /** Few enough bytes for one request. */
  private static final int ROWS_AT_ONCE = 100;

  private static final int ITEMS = 900;

  private final RunningSuite suite = RunningSuite.get();

  /** As long a list as there may be. */
  private static String list(int first) {
    return IntStream.range(0, ITEMS)
        .mapToObj(i -> "字".repeat(9) + Character.toString('一' + first + i))
        .collect(Collectors.joining(";"));
  }

  private JsonNode sent(int rows, int status) throws IOException {
    var known = suite.all("/v1/projects").getFirst();
    var row =
        "heavy-%%d,%s,%s,%s,重,planning,%s,%s,%s,%s,%s\n"
            .formatted(
                known.get("plan").asText(),
                known.get("area").asText(),
                known.get("programme").asText(),
                list(0),
                list(1_000),
                list(2_000),
                list(3_000),
                list(4_000));
    var file = Files.createTempFile("heavy", ".csv");
    try {
      Files.writeString(
          file,
          IntStream.range(0, rows)
              .mapToObj(row::formatted)
              .collect(
                  Collectors.joining(
                      "",
                      "code,plan,area,programme,name,stage,leadUnits,tags,directions,contents,facts\n",
                      "")));
      var answer = suite.load("projects", file, "?dryRun=true", "none");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      return RunningSuite.tree(answer.body());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void areTakenAtOnce() throws IOException {
    assertThat(sent(ROWS_AT_ONCE, 200).get("created").asInt()).isEqualTo(ROWS_AT_ONCE);
  }

  @Test
  void areTakenAsAJob() throws Exception {
    var job = "/v1/jobs/projects/" + sent(ROWS, 202).get("id").asText();
    RunningSuite.eventually(
        "the job is over",
        Duration.ofMinutes(5),
        () -> RunningSuite.json(suite.getAs("editor-demo", job)).has("finishedAt"));
    assertThat(RunningSuite.json(suite.getAs("editor-demo", job)).get("state").asText())
        .isEqualTo("done");
  }
}
