package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every page of the repository tells of things that exist: links, files, classes, settings, paths
 * with their parameters and roles, commands and accounts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern BLOCK = Pattern.compile("(?s)```.*?```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:\\b(GET|POST|PUT|PATCH|DELETE) )?(?:http://localhost:8080)?(/v1/[a-z{][A-Za-z0-9/{}|-]*)(\\?[^'`\"\\s]*)?");
  private static final Pattern COMMAND = Pattern.compile("\\./zhihe ([a-z]+)((?: --?[a-z-]+)*)");
  private static final Pattern MAVEN = Pattern.compile("\\bmvn [^`\\n|)]*");
  private static final Pattern NOTE_OF_ROLES =
      Pattern.compile("`(GET|POST|PUT|DELETE) (/v1/[^`?]+)` \\(((?:`[a-z]+`(?: or )?)+)");

  /** As the contract's descriptions end. */
  private static final Pattern ROLES = Pattern.compile("One of the roles: ([a-z, ]+)");

  /** Names that are other people's: headers, SQL, types of the JDK and of libraries. */
  private static final Set<String> FOREIGN =
      Set.of(
          "Accept",
          "Expect",
          "Location",
          "Link",
          "Allow",
          "Vary",
          "Origin",
          "Cookie",
          "Range",
          "Host",
          "Connection",
          "Forwarded",
          "Authorization",
          "Upgrade",
          "Pss",
          "VmHWM",
          "NN",
          "OutOfMemoryError");

  private final Map<Path, String> pages = new TreeMap<>();
  private final Map<Path, String> sources = new TreeMap<>();
  private final Map<String, JsonNode> operations = new TreeMap<>();
  private final Set<String> types = new HashSet<>();
  private final Set<String> words = new HashSet<>();
  private final List<String> untrue = new ArrayList<>();

  DocumentationTest() throws IOException {
    try (var files = Files.walk(ROOT)) {
      for (var file : files.filter(DocumentationTest::isOurs).toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".md")) {
          pages.put(ROOT.relativize(file), Files.readString(file));
        } else if (name.matches(
            "zhihe|run|.*\\.(java|sql|properties|ya?ml|json|xml|html|js|sh|conf|cfg|csv)")) {
          sources.put(ROOT.relativize(file), Files.readString(file));
        }
      }
    }
    var declared = Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z][A-Za-z0-9]*)");
    var word = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    sources.forEach(
        (file, text) -> {
          if (file.toString().endsWith(".java")) {
            declared.matcher(text).results().forEach(found -> types.add(found.group(1)));
          }
          if (!file.toString().endsWith("DocumentationTest.java")) {
            word.matcher(text).results().forEach(found -> words.add(found.group()));
          }
        });
    for (var service : List.of("indicators", "projects", "platforms")) {
      var contract =
          new YAMLMapper().readTree(ROOT.resolve(service + "-service/openapi.yaml").toFile());
      contract
          .get("paths")
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .properties()
                      .forEach(
                          operation ->
                              operations.put(
                                  operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                  operation.getValue())));
    }
  }

  @BeforeEach
  void nothingSaid() {
    untrue.clear();
  }

  private static boolean isOurs(Path file) {
    var place = ROOT.relativize(file).toString();
    return Files.isRegularFile(file)
        && !place.matches("\\.(git|zhihe|idea)/.*|(.*/)?node_modules/.*")
        && !(place.matches("(.*/)?target/.*") && !place.contains("/src/"));
  }

  @Test
  void linksLeadSomewhere() {
    each(
        LINK,
        (page, link) -> {
          if (link.matches("https?://.*")) {
            return;
          }
          var parts = link.split("#", 2);
          var folder = ROOT.resolve(page).getParent();
          var file = parts[0].isEmpty() ? ROOT.resolve(page) : folder.resolve(parts[0]).normalize();
          if (!Files.exists(file)) {
            say(page, link, "leads nowhere");
          } else if (parts.length == 2
              && !anchors(pages.get(ROOT.relativize(file))).contains(parts[1])) {
            say(page, link, "has no such heading");
          }
        });
    nothingUntrue();
  }

  /** A page that no overview names is found by nobody. */
  @Test
  void everyPageOfTheDocumentationIsInAnOverview() {
    var overviews = Set.of(Path.of("docs/README.md"), Path.of("docs/decisions/README.md"));
    var named = new HashSet<>(overviews);
    each(
        LINK,
        (page, link) -> {
          if (overviews.contains(page)) {
            named.add(page.resolveSibling(link).normalize());
          }
        });
    assertThat(pages.keySet())
        .filteredOn(page -> page.startsWith("docs") && !named.contains(page))
        .isEmpty();
  }

  @Test
  void classesExist() {
    each(
        CODE,
        (page, code) -> {
          if (!code.matches("(?:[a-z]+/)?[A-Z][a-z][A-Za-z]*(?:\\.[A-Za-z]+)?")) {
            return;
          }
          var parts = code.substring(code.indexOf('/') + 1).split("\\.", -1);
          if (FOREIGN.contains(parts[0]) || (words.contains(parts[0]) && !isTypeName(parts[0]))) {
            return;
          }
          if (!types.contains(parts[0])) {
            say(page, code, "is no class");
          } else if (parts.length == 2 && !words.contains(parts[1])) {
            say(page, code, "has no such member");
          } else if (code.contains("/")
              && sources.keySet().stream()
                  .noneMatch(
                      file ->
                          file.toString().endsWith("/" + code.replaceAll("\\..*", "") + ".java"))) {
            say(page, code, "is in another package");
          }
        });
    nothingUntrue();
  }

  /** What is written as the name of a type, and not as a word of the language. */
  private static boolean isTypeName(String name) {
    return name.matches("[A-Z][a-z]+(?:[A-Z][a-z]+)+");
  }

  @Test
  void filesFieldsTablesAndSettingsExist() {
    each(
        CODE,
        (page, code) -> {
          var folder = ROOT.resolve(page).getParent();
          if (code.matches("[a-z][a-z0-9-]*(?:/[A-Za-z0-9._-]+)+/?")
              && Files.isDirectory(ROOT.resolve(code.substring(0, code.indexOf('/'))))) {
            if (!Files.exists(ROOT.resolve(code))
                && !Files.exists(folder.resolve(code))
                && !code.contains("target/")) {
              say(page, code, "is no file");
            }
          } else if (code.matches("[a-z]+(?:[A-Z][a-zA-Z0-9]*|(?:_[a-z0-9]+)+)|ZHIHE_[A-Z_]+")) {
            var setting = code.toLowerCase(Locale.ROOT).replace('_', '.'); // as a variable sets it
            if (!words.contains(code)
                && sources.values().stream().noneMatch(text -> text.contains(setting))) {
              say(page, code, "stands in no source");
            }
          } else if (code.matches("(?:zhihe|quarkus)\\.[a-z][a-z0-9.-]*[a-z0-9]")) {
            if (sources.values().stream().noneMatch(text -> text.contains(code))) {
              say(page, code, "is no setting");
            }
          }
        });
    nothingUntrue();
  }

  @Test
  void pathsTakeWhatThePagesSay() {
    pages.forEach(
        (page, text) ->
            ADDRESS
                .matcher(text)
                .results()
                .forEach(
                    found -> {
                      for (var path : alternatives(found.group(2))) {
                        check(page, found.group(1), path, found.group(3));
                      }
                    }));
    nothingUntrue();
  }

  private void check(Path page, String method, String path, String query) {
    if (sources.entrySet().stream()
        .anyMatch(
            source ->
                source.getKey().startsWith("gateway/src/main")
                    && source.getValue().contains('"' + path + '"'))) {
      return; // the gateway's own
    }
    var asked = Pattern.compile(pattern(path));
    var matching =
        operations.keySet().stream()
            .filter(operation -> method == null || operation.startsWith(method + " "))
            .filter(
                operation -> matches(asked, path, operation.substring(operation.indexOf(' ') + 1)))
            .toList();
    if (matching.isEmpty()) {
      say(page, (method == null ? "" : method + " ") + path, "is no operation");
      return;
    }
    if (query == null) {
      return;
    }
    var known =
        matching.stream()
            .flatMap(
                operation ->
                    operations.get(operation).path("parameters").findValuesAsText("name").stream())
            .collect(Collectors.toSet());
    for (var parameter : query.substring(1).split("&", -1)) {
      var name = parameter.replaceAll("=.*|[^A-Za-z].*", "");
      if (!name.isEmpty() && !known.contains(name)) {
        say(page, path + query, "does not take " + name);
      }
    }
  }

  /**
   * What stands in braces on the page may be any part of a path; so may what a contract has there.
   */
  private static boolean matches(Pattern asked, String path, String operation) {
    return asked.matcher(operation).matches() || path.matches(pattern(operation));
  }

  private static String pattern(String path) {
    return path.replaceAll("/$", "").replaceAll("\\{[^}]+\\}", "[^/]+");
  }

  /** {@code /v1/{a|b}/c} is two paths. */
  private static List<String> alternatives(String path) {
    var braces = Pattern.compile("\\{([^}]*\\|[^}]*)\\}").matcher(path);
    return braces.find()
        ? Stream.of(braces.group(1).split("\\|"))
            .map(one -> path.replace(braces.group(), one))
            .toList()
        : List.of(path);
  }

  @Test
  void operationsAskForTheRolesThatThePagesSay() {
    pages.forEach(
        (page, text) ->
            NOTE_OF_ROLES
                .matcher(text)
                .results()
                .forEach(
                    found -> {
                      var documented = new TreeSet<String>();
                      CODE.matcher(found.group(3))
                          .results()
                          .forEach(role -> documented.add(role.group(1)));
                      for (var path : alternatives(found.group(2))) {
                        var operation = operations.get(found.group(1) + " " + path);
                        var asked = new TreeSet<String>();
                        if (operation != null) {
                          ROLES
                              .matcher(operation.path("description").asText())
                              .results()
                              .forEach(roles -> asked.addAll(List.of(roles.group(1).split(", "))));
                        }
                        if (!asked.equals(documented)) {
                          say(page, found.group(1) + " " + path, "asks for " + asked);
                        }
                      }
                    }));
    nothingUntrue();
  }

  @Test
  void commandsExist() throws IOException {
    var usage = sources.get(Path.of("zhihe"));
    pages.forEach(
        (page, text) -> {
          COMMAND
              .matcher(text)
              .results()
              .forEach(
                  found -> {
                    if (!usage.contains("\n  " + found.group(1) + " ")) {
                      say(page, found.group(), "is no command");
                    }
                    Arrays.stream(found.group(2).trim().split(" "))
                        .filter(option -> !option.isEmpty() && !usage.contains(option))
                        .forEach(option -> say(page, found.group(), "takes no " + option));
                  });
          MAVEN
              .matcher(text)
              .results()
              .forEach(
                  found -> {
                    argument(found.group(), "-pl ([A-Za-z0-9,/-]+)")
                        .filter(
                            module ->
                                !module.startsWith("X-")
                                    && !Files.exists(ROOT.resolve(module).resolve("pom.xml")))
                        .forEach(module -> say(page, found.group(), "has no module " + module));
                    argument(found.group(), "-Dtest=([A-Za-z,]+)")
                        .filter(test -> !types.contains(test))
                        .forEach(test -> say(page, found.group(), "has no test " + test));
                  });
        });
    nothingUntrue();
  }

  private static Stream<String> argument(String command, String pattern) {
    return Pattern.compile(pattern)
        .matcher(command)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",")));
  }

  @Test
  void rolesAndAccountsAreThoseOfTheRealm() {
    var realm = sources.get(Path.of("deploy/keycloak/realm.json"));
    each(
        Pattern.compile("\\b([a-z]+-demo)\\b"),
        (page, account) -> {
          if (!account.equals("no-demo") && !realm.contains('"' + account + '"')) {
            say(page, account, "is no account");
          }
        });
    var table = pages.get(Path.of("docs/reference/roles.md"));
    var roles =
        Pattern.compile("(?m)^\\| `([a-z]+)` \\|.*\\| `[a-z]+-demo`")
            .matcher(table)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(roles)
        .containsExactlyInAnyOrder("consumer", "operator", "editor", "reviewer", "admin")
        .allMatch(role -> realm.contains("\"name\": \"" + role + '"'));
    nothingUntrue();
  }

  private void each(Pattern pattern, BiConsumer<Path, String> check) {
    pages.forEach(
        (page, text) ->
            pattern
                .matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .forEach(found -> check.accept(page, found.group(1))));
  }

  /** A heading's anchor, as web views of Markdown make it. */
  private static Set<String> anchors(String page) {
    return Pattern.compile("(?m)^#+ (.+)$|<a id=\"([^\"]+)\">")
        .matcher(page)
        .results()
        .map(
            found ->
                found.group(2) != null
                    ? found.group(2)
                    : found
                        .group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private void say(Path page, String what, String fault) {
    untrue.add(page + ": `" + what + "` " + fault);
  }

  private void nothingUntrue() {
    assertThat(untrue.stream().distinct()).as("what the pages say and is not so").isEmpty();
  }
}
