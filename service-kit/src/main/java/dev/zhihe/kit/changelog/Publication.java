package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * The published state of one row: its version and the bytes that a read answers, made once when it
 * was written.
 */
@Embeddable
public class Publication {
  @Column(nullable = false)
  private long version;

  @Column(nullable = false)
  private String body;

  @Column(nullable = false)
  private String audience;

  /** 1 at first; each change adds one; a re-creation after a deletion goes on counting. */
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
