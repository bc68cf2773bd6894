package dev.zhihe.indicators.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.indicators.report.attachment.Sha256;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file as a report lists it. */
@Schema(
    name = "ReportFile",
    description = "报告的一个文件 / A file of a report: the bytes stay as they are")
public record ReportFile(
    Format format,
    @Schema(examples = "application/pdf") String mediaType,
    @Schema(description = "字节数 / Bytes", examples = "412345") int bytes,
    @Schema(
            description = "SHA-256，十六进制 / SHA-256 in hexadecimal; the ETag of the file too",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String sha256) {

  /** The format of a file. */
  @Schema(
      name = "ReportFormat",
      description = "json 内容 the content itself, xlsx 工作簿, html 网页 (to print), pdf")
  public enum Format {
    /** The content, of which the hash is taken. */
    @JsonProperty("json")
    JSON("application/json"),
    /** A workbook. */
    @JsonProperty("xlsx")
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** A page for screen and printer. */
    @JsonProperty("html")
    HTML("text/html; charset=utf-8"),
    /** The same page, on A4. */
    @JsonProperty("pdf")
    PDF("application/pdf");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }
  }

  static ReportFile of(Format format, byte[] body) {
    return new ReportFile(format, format.mediaType(), body.length, Sha256.of(body));
  }

  /** Reads the form that {@link #toString} writes. */
  static ReportFile parse(String text) {
    var parts = text.split(" ", -1);
    var format =
        Arrays.stream(Format.values())
            .filter(one -> one.name().equals(parts[0]))
            .findFirst()
            .orElseThrow();
    return new ReportFile(format, format.mediaType(), Integer.parseInt(parts[1]), parts[2]);
  }

  /** The form in which the report's row stores it. */
  @Override
  public String toString() {
    return format.name() + " " + bytes + " " + sha256;
  }
}
