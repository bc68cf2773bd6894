package dev.zhihe.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that a service once exported. It must stay verifiable. */
class VerifierTest {
  private static final Path EXPORT = Path.of("src", "test", "resources", "export.ndjson");

  @TempDir Path folder;

  @Test
  void provesAnExportAndTellsItsContent() throws Exception {
    var last = Files.readString(EXPORT).lines().skip(11).findFirst().orElseThrow();
    var head = last.replaceFirst(".*\"position\":(\\d+),\"chain\":\"([0-9a-f]+)\".*", "$1:$2");
    assertThat(output(0, EXPORT.toString(), "--head", head))
        .contains("10 positions, 1 to 10")
        .contains("note: 3 entities, ")
        .contains("road-sign: 1 entities, ")
        .endsWith("Nothing was altered.\n");
    assertThat(output(1, EXPORT.toString(), "--head", head.replaceFirst(":..", ":00")))
        .startsWith("ALTERED at position 10: chain");
    assertThat(output(1, EXPORT.toString(), "--head", "11" + head.substring(2)))
        .contains("no file holds position [11]");
  }

  @Test
  void namesThePositionOfWhatWasAltered() throws Exception {
    var whole = Files.readString(EXPORT);
    assertThat(altered(whole.replaceFirst("\"actor\":\"erin\"", "\"actor\":\"eric\"")))
        .startsWith("ALTERED at position 3: hash of the row");
    assertThat(altered(whole.replaceFirst("\"name\":\"科技 2\"", "\"name\":\"科技 3\"")))
        .startsWith("ALTERED at position 2: hash of the row");
    assertThat(altered(whole.replaceFirst("(?m)^\\{\"position\":4.*\n", "")))
        .startsWith("ALTERED at position 4: missing");
    assertThat(altered(whole.replaceFirst("(?m)^\\{\"end\".*\n", "")))
        .startsWith("ALTERED at position 11: the file is not whole");
    assertThat(altered(whole + "more")).contains("goes on after its end line");
    assertThat(altered(whole.replaceFirst("\"to\":10", "\"to\": 10")))
        .contains("the file's own digest");
  }

  @Test
  void saysWhatItCannotRead() throws Exception {
    assertThat(output(2)).contains("FILE...");
    assertThat(output(2, "no-such-file")).contains("no-such-file cannot be read");
    assertThat(output(2, EXPORT.toString(), "--head", "10")).contains("POSITION:CHAIN");
    var other = Files.writeString(folder.resolve("other"), "{\"code\":\"a\"}\n");
    assertThat(output(2, other.toString())).contains("neither an export nor a page");
    assertThat(output(0, "--help")).contains("Exit code");
  }

  private String altered(String file) throws Exception {
    return output(1, Files.writeString(folder.resolve("altered"), file).toString());
  }

  private static String output(int code, String... arguments) {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var answered = Verifier.run(arguments, stream, stream);
    var output = out.toString(StandardCharsets.UTF_8);
    assertThat(answered).as(output).isEqualTo(code);
    return output;
  }
}
