package dev.zhihe.kit.changelog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a change did to its entity. */
public enum Action {
  @JsonProperty("created")
  CREATED,
  @JsonProperty("updated")
  UPDATED,
  @JsonProperty("deleted")
  DELETED;

  /** The word used in the log, the feed and event types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Action of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
