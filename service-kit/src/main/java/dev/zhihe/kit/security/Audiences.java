package dev.zhihe.kit.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audiences that a caller belongs to: the states it may read are those for one of them.
 *
 * @param all whether it reads everything, as the bureau does
 * @param listed those it belongs to otherwise
 */
public record Audiences(boolean all, List<Audience> listed) {
  /** Of the bureau, which reads everything. */
  public static final Audiences BUREAU = new Audiences(true, List.of());

  /** Of everybody. */
  public static final Audiences PUBLIC = new Audiences(false, List.of(Audience.PUBLIC));

  /**
   * Of somebody whose token gives a role outside the bureau.
   *
   * @param creditCode the unified social credit code of the organisation it acts for, if there is
   *     one
   */
  public static Audiences ofRole(@Nullable String creditCode) {
    return new Audiences(
        false,
        creditCode == null
            ? List.of(Audience.PUBLIC, Audience.CONDITIONAL)
            : List.of(Audience.PUBLIC, Audience.CONDITIONAL, Audience.organisation(creditCode)));
  }

  /** Whether the caller may read a state for this audience. */
  public boolean include(Audience audience) {
    return all || listed.contains(audience);
  }

  /**
   * What tells the answers that these audiences get from those that others get; empty for
   * everybody.
   */
  public String tag() {
    return all ? ".bureau" : equals(PUBLIC) ? "" : "." + listed.getLast().text();
  }
}
