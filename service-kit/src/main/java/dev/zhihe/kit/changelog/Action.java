package dev.zhihe.kit.changelog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What a change did to its entity; {@code withdrawn} is never logged: it is what a change says to a
 * reader who may read the state before it and not the one after, and must drop its copy.
 */
public enum Action {
  @JsonProperty("created")
  CREATED,
  @JsonProperty("updated")
  UPDATED,
  @JsonProperty("deleted")
  DELETED,
  @JsonProperty("withdrawn")
  WITHDRAWN;

  /** The word used in the log, the feed and event types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Action of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
