package dev.zhihe.kit.json;

/** Media types of requests and answers, in addition to JSON. */
public final class MediaTypes {
  /** CSV (RFC 4180) with a header. */
  public static final String CSV = "text/csv";

  /** One JSON object per line. */
  public static final String NDJSON = "application/x-ndjson";

  /** An Excel workbook. */
  public static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** A problem (RFC 9457). */
  public static final String PROBLEM = "application/problem+json";

  private MediaTypes() {}
}
