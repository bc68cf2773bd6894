package dev.zhihe.kit.tables;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Protects sheets against slips, not against people. The library that writes our workbooks protects
 * a sheet with a password only. Without it, anyone may take the protection off. Source: ECMA-376
 * part 1, 18.3.1.85.
 */
public final class SheetProtection {
  private static final String PASSWORD = "<sheetProtection password=\"[^\"]*\"";

  private SheetProtection() {}

  /** A copy of a small workbook without the passwords of its sheets. */
  public static byte[] withoutPasswords(byte[] workbook) {
    var copied = new ByteArrayOutputStream(workbook.length);
    try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook));
        var copy = new ZipOutputStream(copied)) {
      for (var part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        copy.putNextEntry(new ZipEntry(part.getName()));
        var content = zip.readAllBytes();
        copy.write(
            part.getName().startsWith("xl/worksheets/sheet")
                ? new String(content, StandardCharsets.UTF_8)
                    .replaceFirst(PASSWORD, "<sheetProtection")
                    .getBytes(StandardCharsets.UTF_8)
                : content);
        copy.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copied.toByteArray();
  }
}
