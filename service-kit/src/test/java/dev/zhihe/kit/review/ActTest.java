package dev.zhihe.kit.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "acts.md");
  private static final String MARK = "<!-- the table is made from the code -->\n";

  @Test
  void theDocumentationHasTheTable() throws IOException {
    var document = Files.readString(DOCUMENT);
    var expected = document.substring(0, document.indexOf(MARK)) + MARK + table();
    if (Boolean.getBoolean("acts.update")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT))
        .as(
            "docs/reference/acts.md; to accept a change: mvn -pl service-kit -am test -Dtest=ActTest -Dsurefire.failIfNoSpecifiedTests=false -Dacts.update=true")
        .isEqualTo(expected);
  }

  @Test
  void anActIsNamedAsItsOperation() {
    assertThat(Act.APPROVE_OBSERVATION_SUBMISSIONS.operationId())
        .isEqualTo("approveObservationSubmissions");
  }

  @Test
  void everyActBelongsToAService() {
    assertThat(Stream.of("indicators", "projects", "platforms").flatMap(Act::of))
        .containsExactly(Act.values());
  }

  private static String table() {
    var table = new StringBuilder();
    for (var service : new String[] {"indicators", "projects", "platforms"}) {
      table.append(
          "\n## %s-service\n\n| operation | second person | who may not take it, or why one person is enough |\n|---|---|---|\n"
              .formatted(service));
      Act.of(service)
          .forEach(
              act ->
                  table.append(
                      "| `%s` | %s | %s |\n"
                          .formatted(
                              act.operationId(), act.needsSecondPerson() ? "●" : "", act.note())));
    }
    return table.toString();
  }
}
