package dev.zhihe.kit.reads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.sealed.Cut;
import org.junit.jupiter.api.Test;

/** What a computed answer depends on. */
class StatesTest {
  private static final long POSITION = 5;

  private final States states =
      new States(
          null,
          new Moment(null, null),
          new ReadPosition("1.5", "notes/1/5", new Cut(1, POSITION), null),
          null);

  @Test
  void dependsOnTheTypesThatWereAskedFor() {
    states.dependOn(Published.class);
    assertThat(states.types()).containsExactly("published");
  }

  @Test
  void dependsOnATypeThatTheDatabaseSums() {
    assertThat(states.past(Published.class)).isNull();
    assertThat(states.types()).containsExactly("published");
  }

  @Test
  void dependsOnThePositionIfItAskedForNothing() {
    assertThat(states.types()).isNull();
  }

  @Test
  void dependsOnThePositionThatItTells() {
    states.dependOn(Published.class);
    assertThat(states.asOf()).isEqualTo("notes/1/5");
    assertThat(states.types()).isNull();
  }

  /** What is later than a position stays so, but what is not becomes so. */
  @Test
  void dependsOnThePositionIfALaterOneFollowsOtherRules() {
    states.dependOn(Published.class);
    assertThat(states.areAfter(POSITION - 1)).isTrue();
    assertThat(states.types()).isNotNull();
    assertThat(states.areAfter(POSITION)).isFalse();
    assertThat(states.types()).isNull();
  }
}
