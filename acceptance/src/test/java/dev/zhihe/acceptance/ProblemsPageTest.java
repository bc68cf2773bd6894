package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The page of problems tells of every kind of problem, and of every code that something is refused
 * with; and of no other.
 */
class ProblemsPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  /** Where a kind of problem is declared: by the services, or by the gateway. */
  private static final Pattern DECLARED =
      Pattern.compile(
          "\\b[A-Z_]+\\(\\s*\"(?<slug>[a-z-]+)\",\\s*(?<status>\\d{3}),"
              + "|new Problem\\(\\s*(?<status2>\\d{3}),\\s*\"(?<slug2>[a-z-]+)\"");

  /**
   * The code of an error where it is made: it stands before what the reader is told, in a call that
   * refuses something, comes first of what is violated, or is that of a rule that refuses.
   */
  private static final Pattern MADE =
      Pattern.compile(
          "\\b(?:[rR]efus(?:e|ed|al)|ofParameter|ofCell|Broken(?:Cell)?|Finding|add)\\([^;]*?\"([a-z]+(?:-[a-z]+)*)\"\\s*,"
              + "\\s*(?:\"(?:[^\"]*\\p{IsHan}|%1\\$s)|(?:new )?Text\\b|Column\\.unknown|Characters\\.|zh\\b|detail\\b|why\\b)"
              + "|\\b[vV]iolation\\(\\s*\"([a-z]+(?:-[a-z]+)*)\""
              + "|\\bRuleSeverity\\.HARD,\\s*\"([a-z]+(?:-[a-z]+)*)\"");

  private final String kinds;
  private final String codes;
  private final Map<String, String> declared = new TreeMap<>();
  private final Set<String> made = new TreeSet<>();

  ProblemsPageTest() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/reference/problems.md")).split("\n## ", 2);
    kinds = page[0];
    codes = page[1];
    try (var modules = Files.newDirectoryStream(ROOT, "{gateway,service-kit,*-service}")) {
      for (var module : modules) {
        try (var files = Files.walk(module.resolve("src/main"))) {
          for (var file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
            var declares = file.endsWith("Problem.java") || file.endsWith("ProblemType.java");
            read(Files.readString(file), declares);
          }
        }
      }
    }
  }

  private void read(String source, boolean declares) {
    if (declares) {
      DECLARED
          .matcher(source)
          .results()
          .forEach(
              kind ->
                  declared.put(
                      kind.group("slug") == null ? kind.group("slug2") : kind.group("slug"),
                      kind.group("status") == null ? kind.group("status2") : kind.group("status")));
    }
    MADE.matcher(source)
        .results()
        .flatMap(code -> IntStream.rangeClosed(1, code.groupCount()).mapToObj(code::group))
        .filter(Objects::nonNull)
        .forEach(made::add);
  }

  @Test
  void everyKindIsListedWithItsStatus() {
    var listed = new TreeMap<String, String>();
    Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d{3}) \\|")
        .matcher(kinds)
        .results()
        .forEach(kind -> listed.put(kind.group(1), kind.group(2)));
    assertThat(listed).isEqualTo(declared);
  }

  @Test
  void everyCodeIsTold() {
    var told = new TreeSet<String>();
    CODE.matcher(kinds + codes).results().forEach(code -> told.add(code.group(1)));
    assertThat(made).isNotEmpty();
    assertThat(without(made, told)).as("codes of which the page says nothing").isEmpty();
  }

  @Test
  void everyCodeOfATableIsMade() {
    var listed = new TreeSet<String>();
    Pattern.compile("(?m)^\\| (`[^|]*`) \\|")
        .matcher(codes)
        .results()
        .flatMap(row -> CODE.matcher(row.group(1)).results())
        .forEach(code -> listed.add(code.group(1)));
    assertThat(listed).isNotEmpty();
    assertThat(without(listed, made)).as("codes that nothing is refused with").isEmpty();
  }

  private static Set<String> without(Collection<String> all, Collection<String> some) {
    var rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
