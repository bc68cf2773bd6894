package dev.zhihe.projects.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.problem.Problem;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectStageTest {

  @ParameterizedTest
  @EnumSource
  void refusesEveryStepThatIsNotALegalOneAndNamesThose(ProjectStage from) {
    for (var to : ProjectStage.values()) {
      if (from.next().contains(to)) {
        assertThatCode(() -> from.requireNext(to, "p")).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> from.requireNext(to, "p"))
            .isInstanceOfSatisfying(
                Problem.class,
                refusal ->
                    from.next()
                        .forEach(
                            legal ->
                                assertThat(refusal.detail().en())
                                    .contains(legal.name().toLowerCase(Locale.ROOT))));
      }
    }
  }

  @Test
  void noStageFollowsItselfAndNoneBecomesUnknown() {
    for (var stage : ProjectStage.values()) {
      assertThat(stage.next()).doesNotContain(stage, ProjectStage.NOT_STATED);
    }
  }

  @Test
  void everyProjectCanEnd() {
    for (var stage : ProjectStage.values()) {
      var reached = new HashSet<>(Set.of(stage));
      while (reached.addAll(reached.stream().flatMap(one -> one.next().stream()).toList())) {
        assertThat(reached).hasSizeLessThanOrEqualTo(ProjectStage.values().length);
      }
      assertThat(reached).containsAnyOf(ProjectStage.COMPLETED, ProjectStage.CANCELLED);
    }
  }
}
