package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The listed errors of a file. Their number and size are bounded, whatever the file contains. */
public final class Errors {
  /** Maximum number of listed errors. */
  static final int MAX_ERRORS = 10_000;

  /** Maximum number of characters of all listed errors together. */
  private static final int MAX_CHARACTERS = 4_000_000;

  /** Maximum number of characters of one text in an error. */
  private static final int MAX_LENGTH = 500;

  /** Size of an error without its texts. */
  private static final int OVERHEAD = 50;

  // Holds one more than are listed, to know that there are more.
  private final List<Violation> errors = new ArrayList<>();
  private long characters;

  /** Adds errors until the limit. Returns those that were added. */
  public List<Violation> add(List<Violation> found) {
    var before = errors.size();
    for (var violation : found) {
      if (isCut()) {
        break;
      }
      var error = shortened(violation);
      errors.add(error);
      characters += size(error);
    }
    return List.copyOf(errors.subList(before, errors.size()));
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return errors.isEmpty();
  }

  /** Whether there are more errors than are listed. */
  public boolean isCut() {
    return errors.size() > MAX_ERRORS || characters > MAX_CHARACTERS;
  }

  /** The listed errors. */
  public List<Violation> listed() {
    return List.copyOf(isCut() ? errors.subList(0, errors.size() - 1) : errors);
  }

  /** The number of errors so far. {@link #backTo} returns to it. */
  public int mark() {
    return errors.size();
  }

  /** Removes the errors added since a mark. */
  public void backTo(int mark) {
    var later = errors.subList(Math.min(mark, errors.size()), errors.size());
    later.forEach(error -> characters -= size(error));
    later.clear();
  }

  /** Returns and removes the errors added since the last call. */
  public List<Violation> take() {
    var taken = List.copyOf(errors);
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
