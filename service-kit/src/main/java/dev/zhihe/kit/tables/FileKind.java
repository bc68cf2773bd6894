package dev.zhihe.kit.tables;

import dev.zhihe.kit.json.MediaTypes;
import jakarta.ws.rs.core.MediaType;

/** The kind of file. */
public enum FileKind {
  /** RFC 4180 in UTF-8, with unchanged cells. */
  CSV("text/csv; charset=utf-8; header=present", "csv"),
  /**
   * CSV for Excel: with a byte order mark, and with texts that Excel would convert or compute as
   * {@code ="0123"}.
   */
  EXCEL_CSV("text/csv; charset=utf-8; header=present", "csv"),
  /** A workbook of one sheet. */
  XLSX(MediaTypes.XLSX, "xlsx");

  private final MediaType type;
  private final String ending;

  FileKind(String type, String ending) {
    this.type = MediaType.valueOf(type);
    this.ending = ending;
  }

  public MediaType type() {
    return type;
  }

  public String ending() {
    return ending;
  }
}
