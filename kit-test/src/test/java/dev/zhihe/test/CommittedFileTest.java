package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedFileTest {
  private static final String COMMITTED = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";

  @Test
  void aDifferenceIsTheChangedLinesWithThreeAroundThem() {
    assertThat(CommittedFile.difference(COMMITTED, COMMITTED.replace("f", "F\nF2")))
        .containsExactly("@@ line 6", " c", " d", " e", "-f", "+F", "+F2", " g", " h", " i");
  }

  @Test
  void aLongDifferenceIsCutShort() {
    assertThat(CommittedFile.difference("", "x\n".repeat(500)))
        .hasSize(81)
        .last()
        .asString()
        .startsWith("… and ");
  }

  @Test
  void aFailureNamesTheFileAndTheCommandThatAcceptsTheChange(@TempDir Path folder)
      throws Exception {
    var file = Files.writeString(folder.resolve("openapi.yaml"), "a: 50%\n");
    assertThatThrownBy(() -> CommittedFile.matches(file, "a: 60%\n"))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("-a: 50%\n+a: 60%\n")
        .hasMessageContaining(
            "mvn -pl kit-test -am test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.update=true");
    assertThat(file).hasContent("a: 50%");
  }
}
