package dev.zhihe.kit.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.sealed.RecentChanges.Change;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is known of the last changes, and what counts as changed because it is not known. */
class RecentChangesTest {
  private static final Set<String> NOTES = Set.of("note");
  private static final Set<String> SIGNS = Set.of("sign");

  @Test
  void tellsWhichTypesChanged() {
    var changes = RecentChanges.at(head(7, 70)).with(sealed(7, 70, "note", "sign"), head(9, 72));
    assertThat(changes.hasNone(NOTES, head(7, 70))).isFalse();
    assertThat(changes.hasNone(NOTES, head(8, 71))).isTrue();
    assertThat(changes.hasNone(SIGNS, head(8, 71))).isFalse();
    assertThat(changes.hasNone(SIGNS, head(9, 72))).isTrue();
    assertThat(changes.hasNone(Set.of("board"), head(7, 70))).isTrue();
    assertThat(changes.hasNone(Set.of(), head(7, 70))).isTrue();
    assertThat(changes.hasNone(Set.of("board", "sign"), head(8, 71))).isFalse();
  }

  @Test
  void knowsNothingBeforeItsFirstHeadNorAfterItsLast() {
    var changes = RecentChanges.at(head(7, 70)).with(sealed(7, 70, "note"), head(8, 71));
    assertThat(changes.hasNone(SIGNS, head(6, 69))).isFalse();
    assertThat(changes.hasNone(SIGNS, head(9, 72))).isFalse();
  }

  @Test
  void beginsWithAnEmptyLog() {
    var changes = RecentChanges.at(head(0, 5)).with(sealed(0, 5, "note").subList(1, 2), head(1, 6));
    assertThat(changes.head()).isOne();
    assertThat(changes.hasNone(SIGNS, head(0, 5))).isTrue();
    assertThat(changes.hasNone(NOTES, head(0, 5))).isFalse();
  }

  /** A log that lost its end has grown again: other changes, and another chain, from there on. */
  @Test
  void forgetsWhatWasReadFromALogThatWasPutBack() {
    var before = RecentChanges.at(head(7, 70)).with(sealed(7, 70, "note"), head(8, 71));
    var after = before.with(sealed(8, 171, "note"), head(9, 172));
    assertThat(after.hasNone(SIGNS, head(8, 71))).isFalse();
    assertThat(after.hasNone(SIGNS, head(9, 172))).isTrue();
    assertThat(before.with(List.of(), head(9, 172)).hasNone(SIGNS, head(8, 71))).isFalse();
  }

  @Test
  void doesNotTakeAnotherLogForItsOwn() {
    var changes = RecentChanges.at(head(7, 70)).with(sealed(7, 70, "note"), head(8, 71));
    assertThat(changes.hasNone(SIGNS, head(7, 99))).isFalse();
  }

  @Test
  void remembersSoManyChanges() {
    var types = LongStream.range(0, RecentChanges.MAX).mapToObj(i -> "note").toArray(String[]::new);
    var last = 7L + types.length;
    var all =
        RecentChanges.at(head(7, 70)).with(sealed(7, 70, types), head(last, 70 + types.length));
    assertThat(all.head()).isEqualTo(last);
    assertThat(all.hasNone(SIGNS, head(7, 70))).isFalse();
    assertThat(all.hasNone(SIGNS, head(8, 71))).isTrue();
  }

  /** Changes from a position on, that one included, each with the next chain value. */
  private static List<Change> sealed(long from, long chain, String... types) {
    return LongStream.rangeClosed(0, types.length)
        .mapToObj(i -> new Change(from + i, chain + i, i == 0 ? "first" : types[(int) i - 1]))
        .toList();
  }

  private static Freshness head(long position, long chain) {
    return new Freshness(1, position, 1, chain, 0);
  }
}
