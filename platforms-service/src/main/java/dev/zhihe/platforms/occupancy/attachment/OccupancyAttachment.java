package dev.zhihe.platforms.occupancy.attachment;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;

/** A file that an organisation uploaded. It never changes. It is not in the log: decision 61. */
@Entity
class OccupancyAttachment {
  @EmbeddedId private Key key;
  private String name;
  private String mediaType;
  private byte[] content;

  @SuppressWarnings("UnusedVariable") // for the administrator of the database
  private String uploadedBy;

  @SuppressWarnings("UnusedVariable") // for the administrator of the database
  private Instant uploadedAt;

  /** An organisation's credit code, and the SHA-256 of the content in hexadecimal digits. */
  @Embeddable
  record Key(String organisation, String sha256) {}

  /** For Hibernate. */
  protected OccupancyAttachment() {}

  OccupancyAttachment(
      Key key, String name, AttachmentKind kind, byte[] content, String uploadedBy, Instant at) {
    this.key = key;
    this.name = name;
    mediaType = kind.mediaType();
    this.content = content;
    this.uploadedBy = uploadedBy;
    uploadedAt = at;
  }

  String sha256() {
    return key.sha256();
  }

  String name() {
    return name;
  }

  String mediaType() {
    return mediaType;
  }

  byte[] content() {
    return content;
  }

  AttachmentView view() {
    return new AttachmentView(key.sha256(), content.length, mediaType, name);
  }
}
