package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * The published columns of one row: its version, its audience and its body. The body is serialized
 * once, when the row is written. Reads return these bytes unchanged.
 */
@Embeddable
public class Publication {
  @Column(nullable = false)
  private long version;

  @Column(nullable = false)
  private String body;

  @Column(nullable = false)
  private String audience;

  /**
   * Starts at 1 and grows by one with each change. It continues when an entity is created again
   * after a deletion.
   */
  public long version() {
    return version;
  }

  /** The JSON of the entity's view. */
  public String body() {
    return body;
  }

  /** Who may read this state. */
  public Audience audience() {
    return new Audience(audience);
  }

  void become(long newVersion, String newBody, Audience newAudience) {
    version = newVersion;
    body = newBody;
    audience = newAudience.text();
  }
}
