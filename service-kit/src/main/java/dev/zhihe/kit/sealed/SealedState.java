package dev.zhihe.kit.sealed;

import dev.zhihe.kit.security.Audience;
import java.nio.charset.StandardCharsets;

/**
 * An entity's state.
 *
 * @param json the stored body in UTF-8, as the database sent it. Nobody changes these bytes.
 */
@SuppressWarnings("ArrayRecordComponent") // states are not compared
public record SealedState(String code, long version, Audience audience, byte[] json) {
  /** The stored body as a text. */
  public String body() {
    return new String(json, StandardCharsets.UTF_8);
  }
}
