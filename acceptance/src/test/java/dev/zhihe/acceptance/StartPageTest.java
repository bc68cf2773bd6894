package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/start.md}, step by step: each command in a block marked {@code sh} is run, and its
 * output compared with the block that follows.
 */
class StartPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern STEP =
      Pattern.compile("(?s)```sh\n(.*?)\n```\n+```(json|csv|text)\n(.*?)\n```");
  private static final Pattern TOKEN = Pattern.compile("\\$\\(\\./zhihe token ([a-z-]+)\\)");

  private final RunningSuite suite = RunningSuite.get();

  @Test
  void answersAsThePageSays() throws Exception {
    var page = Files.readString(ROOT.resolve("docs/start.md"));
    var steps = STEP.matcher(page).results().toList();
    assertThat(steps).hasSize(page.split("```sh\n", -1).length - 1).hasSizeGreaterThan(5);
    for (var step : steps) {
      var command = step.group(1);
      var output = run(command);
      if (step.group(2).equals("json")) {
        assertThat(holds(RunningSuite.tree(output), RunningSuite.tree(step.group(3))))
            .as("%s%nanswered %s%nand the page says %s", command, output, step.group(3))
            .isTrue();
      } else {
        assertThat(output.replace("\r\n", "\n").strip()).as(command).isEqualTo(step.group(3));
      }
    }
  }

  /** Runs a command as the page has it, on this suite's address and with its tokens. */
  private String run(String command) throws IOException, InterruptedException {
    var here =
        TOKEN
            .matcher(command.replace("http://localhost:8080", suite.at("").toString()))
            .replaceAll(account -> suite.token(account.group(1)));
    var process = new ProcessBuilder("bash", "-c", here).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s%nprinted %s", command, output).isZero();
    return output;
  }

  /** Whether the answer has what the page shows; it may have more fields, and items between. */
  private static boolean holds(JsonNode answer, JsonNode shown) {
    if (shown.isObject()) {
      return shown.properties().stream()
          .allMatch(field -> holds(answer.path(field.getKey()), field.getValue()));
    }
    if (shown.isArray()) {
      var items = answer.elements();
      for (var item : shown) {
        do {
          if (!items.hasNext()) {
            return false;
          }
        } while (!holds(items.next(), item));
      }
      return answer.isArray() && (!shown.isEmpty() || answer.isEmpty());
    }
    return shown.isNumber()
        ? answer.isNumber() && answer.decimalValue().compareTo(shown.decimalValue()) == 0
        : answer.equals(shown);
  }
}
