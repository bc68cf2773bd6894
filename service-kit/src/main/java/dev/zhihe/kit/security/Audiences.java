package dev.zhihe.kit.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audiences of a caller. It may read the states for any of them.
 *
 * @param all true for the bureau, which reads everything
 * @param listed the audiences, if not all
 */
public record Audiences(boolean all, List<Audience> listed) {
  /** The bureau's audiences: all. */
  public static final Audiences BUREAU = new Audiences(true, List.of());

  /** The audience of callers without a token. */
  public static final Audiences PUBLIC = new Audiences(false, List.of(Audience.PUBLIC));

  /**
   * The audiences of a caller with a role outside the bureau.
   *
   * @param creditCode the unified social credit code of the caller's organisation; null if it has
   *     none
   */
  public static Audiences ofRole(@Nullable String creditCode) {
    return new Audiences(
        false,
        creditCode == null
            ? List.of(Audience.PUBLIC, Audience.CONDITIONAL)
            : List.of(Audience.PUBLIC, Audience.CONDITIONAL, Audience.organisation(creditCode)));
  }

  /** Whether these audiences may read a state. */
  public boolean include(Audience audience) {
    return all || listed.contains(audience);
  }

  /** A tag that distinguishes answers for these audiences; empty for the public. */
  public String tag() {
    return all ? ".bureau" : equals(PUBLIC) ? "" : "." + listed.getLast().text();
  }
}
