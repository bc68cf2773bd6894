package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What tools that others use make of the contract that the running suite serves: two linters, and
 * clients generated in Java and TypeScript that read everything and delete. Each is a program of
 * its own on one core, so they run side by side.
 */
class ContractToolsTest {
  private static final Path SOURCES = Path.of("src/test/tools").toAbsolutePath();
  private static final Path WORK = Path.of("target/tools").toAbsolutePath();

  private final RunningSuite suite = RunningSuite.get();

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void bothLintersFindNothingToRecommend() throws Exception {
    nodeTools();
    var contracts = new ArrayList<>(List.of(contract().toString()));
    for (var service : RunningSuite.SERVICES) {
      contracts.add(
          SOURCES
              .resolve("../../../../" + service + "-service/openapi.yaml")
              .normalize()
              .toString());
    }
    var redocly =
        new ArrayList<>(
            List.of("node", "node_modules/@redocly/cli/bin/cli.js", "lint", "--format=json"));
    redocly.addAll(contracts);
    var found = run(redocly);
    assertThat(RunningSuite.tree(found.substring(found.indexOf('{'))).get("problems"))
        .as(found)
        .isEmpty();
    var spectral =
        new ArrayList<>(
            List.of(
                "node",
                "node_modules/@stoplight/spectral-cli/dist/index.js",
                "lint",
                "--fail-severity=hint"));
    spectral.addAll(contracts);
    run(spectral);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aGeneratedJavaClientReadsEverythingAndDeletes() throws Exception {
    generate(
        "java",
        WORK.resolve("java"),
        "--library=native",
        "--additional-properties=openApiNullable=false,useJakartaEe=true,useSingleRequestParameter=true,hideGenerationTimestamp=true,invokerPackage=client,apiPackage=client.api,modelPackage=client.model");
    var sources = new ArrayList<String>();
    try (var files = Files.walk(WORK.resolve("java/src/main/java"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(sources::add);
    }
    sources.add(SOURCES.resolve("java/Reads.java").toString());
    var classes = WORK.resolve("java-classes").toString();
    var libraries =
        System.getProperty("java.class.path")
            + ":"
            + WORK.resolve("jsr305.jar"); // of the annotations in what is generated
    var list = WORK.resolve("java-sources");
    Files.write(list, sources);
    run(
        List.of(
            jdk("javac"),
            "-J-XX:+UseSerialGC",
            "-J-XX:TieredStopAtLevel=1",
            "-nowarn",
            "-d",
            classes,
            "-cp",
            libraries,
            "@" + list));
    readsEverything(
        RunningSuite.java("-cp", classes + ":" + libraries, "Reads"), "000000-n901", true);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aGeneratedTypeScriptClientReadsEverythingAndDeletes() throws Exception {
    nodeTools();
    generate("typescript-fetch", WORK.resolve("typescript/client"));
    run(List.of("node", "node_modules/typescript/bin/tsc"));
    readsEverything(List.of("node", "typescript-classes/reads.js"), "000000-n902", false);
  }

  /** Runs a reader, and holds what it printed against what the suite says. */
  private void readsEverything(List<String> reader, String alias, boolean exact) throws Exception {
    var added =
        suite.load(
            "aliases",
            "code,area,name,canonicalName,entityType,relation,sourceLines\n%1$s,000000,别名%1$s,演示园区,园区,same,1\n"
                .formatted(alias));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    var command = new ArrayList<>(reader);
    command.addAll(List.of(suite.at("").toString(), suite.token("editor-demo"), alias));
    var told = new HashMap<String, String>();
    run(command).lines().forEach(line -> told.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));

    assertThat(told.get("targets"))
        .isEqualTo(
            suite.all("/v1/targets?plan=500106-145").stream()
                .map(
                    target ->
                        target.get("code").asText()
                            + "="
                            + (target.has("value")
                                ? target
                                    .get("value")
                                    .decimalValue()
                                    .stripTrailingZeros()
                                    .toPlainString()
                                : "none"))
                .collect(Collectors.joining(" ")));
    assertThat(told)
        .containsEntry(
            "tag",
            suite.get("/v1/targets/500106-145-t02").headers().firstValue("ETag").orElseThrow())
        .containsEntry("again", "304")
        .containsEntry("deleted", "204");
    var end = RunningSuite.tree(told.get("end")).get("end");
    assertThat(end.get("entities").asText()).isEqualTo(told.get("snapshot")).isNotEqualTo("0");
    assertThat(Integer.parseInt(told.get("changes")))
        .isGreaterThanOrEqualTo(Integer.parseInt(told.get("snapshot")));
    if (exact) {
      assertThat(Integer.parseInt(told.get("exact"))).as("decimals of the feed").isPositive();
    }
    assertThat(suite.get("/v1/aliases/" + alias).statusCode()).isEqualTo(404);
  }

  /** The contract that the suite serves, in a file that no other test writes. */
  private Path contract() throws IOException {
    Files.createDirectories(WORK);
    return Files.writeString(
        Files.createTempFile(WORK, "openapi-", ".json"), suite.get("/openapi").body());
  }

  private void generate(String language, Path into, String... options) throws Exception {
    var command =
        RunningSuite.java(
            "-Xmx512m",
            "-jar",
            WORK.resolve("openapi-generator-cli.jar").toString(),
            "generate",
            "--parameter-name-mappings=wait=waitSeconds", // Java objects have a wait() already
            "-g",
            language,
            "-i",
            contract().toString(),
            "-o",
            into.toString(),
            "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false");
    command.addAll(List.of(options));
    run(command);
  }

  /** The tools of the lock file, beside their settings; installed where Node.js is there. */
  private static synchronized void nodeTools() throws Exception {
    assumeTrue(
        versionOf("node") >= 20 && versionOf("npm") >= 7,
        "Node.js 20 or newer with npm is missing: without it nobody lints the contract or runs the TypeScript client");
    Files.createDirectories(WORK.resolve("typescript"));
    for (var file :
        List.of(
            "package.json",
            "package-lock.json",
            "redocly.yaml",
            ".spectral.yaml",
            "tsconfig.json",
            "typescript/reads.ts")) {
      Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    var installed = WORK.resolve("node_modules/.installed"); // what was broken off is begun anew
    if (!Files.exists(installed)) {
      run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      Files.createFile(installed);
    }
  }

  /** The major version of a program; 0 if it is not there. */
  private static int versionOf(String program) {
    try {
      var process = new ProcessBuilder(program, "--version").start();
      var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var number = told.strip().replaceFirst("^v?(\\d+).*", "$1");
      return process.waitFor() == 0 && number.matches("\\d+") ? Integer.parseInt(number) : 0;
    } catch (IOException absent) {
      return 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** Runs a command that must succeed; returns what it printed. */
  private static String run(List<String> command) throws Exception {
    var output = Files.createTempFile("tool", ".out");
    var errors = Files.createTempFile("tool", ".err");
    var builder =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder
        .environment()
        .putAll(Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"));
    var process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    var printed = Files.readString(output);
    assertThat(process.exitValue())
        .as("%s printed: %s%n%s", command, printed, Files.readString(errors))
        .isZero();
    Files.delete(output);
    Files.delete(errors);
    return printed;
  }
}
