package dev.zhihe.indicators.report;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** A stored file of a report. The application may only add and read files. */
@Entity
@Table(name = "report_file")
class KeptFile {
  @SuppressWarnings("UnusedVariable") // the identifier, read by Hibernate
  @EmbeddedId
  private Key key;

  private byte[] body;

  /** A report's code and a format. */
  @Embeddable
  record Key(String report, @Enumerated(EnumType.STRING) ReportFile.Format format) {}

  /** For Hibernate. */
  protected KeptFile() {}

  KeptFile(String report, ReportFile.Format format, byte[] body) {
    key = new Key(report, format);
    this.body = body;
  }

  byte[] body() {
    return body;
  }
}
