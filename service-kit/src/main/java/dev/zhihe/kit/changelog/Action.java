package dev.zhihe.kit.changelog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * The kind of a change. {@code WITHDRAWN} is never logged. A feed shows it to a reader who could
 * read the state before the change and may not read the one after: that reader must delete its
 * copy.
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

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in the log, the feed and event types. */
  public String word() {
    return word;
  }

  public static Action of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
