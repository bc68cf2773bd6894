package dev.zhihe.platforms.occupancy.attachment;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of files that may be attached. A file is known by its first bytes. */
enum AttachmentKind {
  PDF(AttachmentKind.PDF_TYPE, "pdf", "255044462d"),
  JPEG(AttachmentKind.JPEG_TYPE, "jpg", "ffd8ff"),
  PNG(AttachmentKind.PNG_TYPE, "png", "89504e470d0a1a0a");

  static final String PDF_TYPE = "application/pdf";
  static final String JPEG_TYPE = "image/jpeg";
  static final String PNG_TYPE = "image/png";

  private final String mediaType;
  private final String ending;
  private final String beginning;

  /**
   * @param beginning its first bytes, in hexadecimal digits
   */
  AttachmentKind(String mediaType, String ending, String beginning) {
    this.mediaType = mediaType;
    this.ending = ending;
    this.beginning = beginning;
  }

  /** The kind of a file; empty if it is none of these. */
  static Optional<AttachmentKind> of(byte[] content) {
    return Arrays.stream(values()).filter(kind -> kind.begins(content)).findFirst();
  }

  private boolean begins(byte[] content) {
    var length = beginning.length() / 2;
    return content.length >= length
        && HexFormat.of().formatHex(content, 0, length).equals(beginning);
  }

  String mediaType() {
    return mediaType;
  }

  /** The ending of its files' names. */
  String ending() {
    return ending;
  }
}
