package dev.zhihe.indicators.report;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** The bytes of a report's file. The application may add one and read it, and nothing else. */
@Entity
@Table(name = "report_file")
class KeptFile {
  @SuppressWarnings("UnusedVariable") // by it Hibernate finds the file
  @EmbeddedId
  private Key key;

  private byte[] body;

  /** Of which report, in which form. */
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
