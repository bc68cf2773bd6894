package dev.zhihe.kit.sealed;

import dev.zhihe.kit.security.Audience;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entity's state.
 *
 * @param json the stored body in UTF-8, as the database sent it. Nobody changes these bytes.
 */
@SuppressWarnings("ArrayRecordComponent") // equal by content, see below
public record SealedState(String code, long version, Audience audience, byte[] json) {
  /** The stored body as a text. */
  public String body() {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SealedState state
        && code.equals(state.code)
        && version == state.version
        && audience.equals(state.audience)
        && Arrays.equals(json, state.json);
  }

  @Override
  public int hashCode() {
    return code.hashCode() + Long.hashCode(version);
  }
}
