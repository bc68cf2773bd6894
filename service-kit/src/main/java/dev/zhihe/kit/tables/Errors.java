package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a file, as many as are listed: they are bounded in number and in size, whatever the
 * file holds.
 */
public final class Errors {
  /** As many are listed. */
  static final int MAX_ERRORS = 10_000;

  /** Characters of all listed errors together. */
  private static final int MAX_CHARACTERS = 4_000_000;

  /** Characters of one text of an error. */
  private static final int MAX_LENGTH = 500;

  /** What an error takes beside its texts. */
  private static final int OVERHEAD = 50;

  // One more than are listed tells that there are more.
  private final List<Violation> kept = new ArrayList<>();
  private long characters;

  /** Adds errors as far as there is room; returns those that were kept. */
  public List<Violation> add(List<Violation> found) {
    var before = kept.size();
    for (var violation : found) {
      if (isCut()) {
        break;
      }
      var error = shortened(violation);
      kept.add(error);
      characters += size(error);
    }
    return List.copyOf(kept.subList(before, kept.size()));
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Whether there are more than are listed. */
  public boolean isCut() {
    return kept.size() > MAX_ERRORS || characters > MAX_CHARACTERS;
  }

  /** The errors that are listed. */
  public List<Violation> listed() {
    return List.copyOf(isCut() ? kept.subList(0, kept.size() - 1) : kept);
  }

  /** How many were kept: where {@link #backTo} goes back to. */
  public int mark() {
    return kept.size();
  }

  /** Forgets what was added since a mark. */
  public void backTo(int mark) {
    var later = kept.subList(Math.min(mark, kept.size()), kept.size());
    later.forEach(error -> characters -= size(error));
    later.clear();
  }

  /** What was kept since the last time, which is then forgotten. */
  public List<Violation> take() {
    var taken = List.copyOf(kept);
    backTo(0);
    return taken;
  }

  private static Violation shortened(Violation error) {
    return new Violation(
        error.code(),
        error.pointer(),
        error.row(),
        shortened(error.column()),
        shortened(error.value()),
        new Text(
            String.valueOf(shortened(error.detail().zh())),
            String.valueOf(shortened(error.detail().en()))));
  }

  private static @Nullable String shortened(@Nullable String text) {
    if (text == null || text.length() <= MAX_LENGTH) {
      return text;
    }
    var end = MAX_LENGTH - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static int size(Violation error) {
    return OVERHEAD
        + length(error.column())
        + length(error.value())
        + length(error.detail().zh())
        + length(error.detail().en());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
