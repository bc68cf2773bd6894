package dev.zhihe.platforms.occupancy.draft;

import dev.zhihe.kit.json.Views;
import dev.zhihe.platforms.occupancy.report.NewOccupancyReport;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;

/**
 * What an organisation has filled in so far. It may be incomplete and break rules. It is not in the
 * log: decision 61.
 */
@Entity
class OccupancyDraft {
  @SuppressWarnings("UnusedVariable") // the identifier, read by Hibernate
  @EmbeddedId
  private Key key;

  private String content;
  private long basedOn;
  private Instant savedAt;

  /** The report's code, and the credit code of the organisation whose draft it is. */
  @Embeddable
  record Key(String code, String organisation) {}

  /** For Hibernate. */
  protected OccupancyDraft() {}

  OccupancyDraft(Key key, NewOccupancyReport report, long version, Instant now) {
    this.key = key;
    save(report, version, now);
  }

  /**
   * Replaces the content.
   *
   * @param version of the report that the content goes back to
   */
  final void save(NewOccupancyReport report, long version, Instant now) {
    content = Views.write(report);
    basedOn = version;
    savedAt = now;
  }

  NewOccupancyReport report() {
    return Views.read(content, NewOccupancyReport.class);
  }

  long basedOn() {
    return basedOn;
  }

  Instant savedAt() {
    return savedAt;
  }
}
