package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The page of acts, with a section for each service that is generated from its code. */
public final class ActsPage {
  private static final Path PAGE = Path.of("..", "docs", "reference", "acts.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)\n");
  private static final String HEAD =
      "\n| operation | second person | who may not take it, or why one person is enough |\n|---|---|---|\n";

  private ActsPage() {}

  /**
   * Checks that the tested service's section has exactly these rows. Every section must be about a
   * service. With {@code -Dacts.update=true} the section is written.
   */
  public static void shows(List<String> rows) throws IOException {
    var service = Path.of("").toAbsolutePath().getFileName().toString();
    var expected = "## " + service + "\n" + HEAD + String.join("\n", rows) + "\n";
    var page = Files.readString(PAGE);
    assertThat(HEADING.matcher(page).results().map(heading -> heading.group(1)))
        .as("sections of " + PAGE)
        .contains(service)
        .doesNotHaveDuplicates()
        .allSatisfy(section -> assertThat(Path.of("..", section, "pom.xml")).exists());
    var start = page.indexOf("## " + service + "\n");
    var next = page.indexOf("\n## ", start);
    var end = next < 0 ? page.length() : next;
    if (Boolean.getBoolean("acts.update")) {
      Files.writeString(PAGE, page.substring(0, start) + expected + page.substring(end));
    } else {
      CommittedFile.requireEqual(
          "The section %s of %s".formatted(service, PAGE),
          page.substring(start, end),
          expected,
          CommittedFile.command("ActsTest", "acts.update=true"));
    }
  }
}
