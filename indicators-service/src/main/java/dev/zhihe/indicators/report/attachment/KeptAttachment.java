package dev.zhihe.indicators.report.attachment;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** The bytes of an attached answer. The application may only add and read them. */
@Entity
@Table(name = "report_attachment")
class KeptAttachment {
  @SuppressWarnings("UnusedVariable") // the identifier, read by Hibernate
  @EmbeddedId
  private Key key;

  private byte[] body;

  /** A report's code and the number of the answer. */
  @Embeddable
  record Key(String report, int number) {}

  /** For Hibernate. */
  protected KeptAttachment() {}

  KeptAttachment(String report, int number, byte[] body) {
    key = new Key(report, number);
    this.body = body;
  }

  byte[] body() {
    return body;
  }
}
