package dev.zhihe.gateway;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/reference/events.md} names the types of which each service has a schema. */
class EventsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "events.md");
  private static final Pattern TYPE = Pattern.compile("`([a-z-]+)`");

  @ParameterizedTest
  @EnumSource
  void namesEveryTypeOfAService(Service service) throws IOException {
    var row =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| " + service.label() + " |"))
            .findFirst()
            .orElse("");
    assertThat(TYPE.matcher(row).results().map(type -> type.group(1)))
        .as("types of %s in docs/reference/events.md", service.label())
        .containsExactlyInAnyOrderElementsOf(committed(service));
  }

  private static Set<String> committed(Service service) throws IOException {
    try (var files = Files.list(Path.of("..", service.label() + "-service", "events"))) {
      return files.map(file -> file.getFileName().toString().split("\\.", 2)[0]).collect(toSet());
    }
  }
}
