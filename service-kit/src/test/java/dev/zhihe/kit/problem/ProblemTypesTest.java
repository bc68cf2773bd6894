package dev.zhihe.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypesTest {
  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyKindOfProblemIsInTheDocumentation(ProblemType type) throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "reference", "problems.md")))
        .contains("| `" + type.slug() + "` | " + type.status() + " |");
  }
}
