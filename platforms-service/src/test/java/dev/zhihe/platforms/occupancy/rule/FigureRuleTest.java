package dev.zhihe.platforms.occupancy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.json.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FigureRuleTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[a-z-]+` \\| \\d+ \\| \\w+ \\| `[a-z-]+`) \\|");

  @Test
  void theDocumentationHasTheCatalogue() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "methods", "occupancy-rules.md"));
    assertThat(ROW.matcher(page).results().map((MatchResult row) -> row.group(1)))
        .containsExactlyElementsOf(
            Arrays.stream(FigureRule.values())
                .map(
                    rule ->
                        "`%s` | %d | %s | `%s`"
                            .formatted(
                                rule.id(),
                                rule.version(),
                                Views.word(rule.severity()),
                                rule.errorCode()))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void aRuleHasATextInBothLanguages(FigureRule rule) {
    var text = rule.text(new RuleLimits(211, 322, 433, 7, 8, 9));
    assertThat(text.zh()).isNotBlank().doesNotContain("$d", "$s");
    assertThat(text.en()).isNotBlank().doesNotContain("$d", "$s");
    assertThat(rule.version()).isPositive();
  }

  @Test
  void noTwoRulesHaveOneId() {
    var ids = new HashSet<String>();
    for (var rule : FigureRule.values()) {
      assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
    }
  }
}
