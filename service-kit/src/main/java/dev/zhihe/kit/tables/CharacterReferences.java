package dev.zhihe.kit.tables;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Passes XML on, with the characters in it that are given by their numbers as themselves, in UTF-8.
 * The library that writes our workbooks gives the number of every Chinese character. SheetJS reads
 * no number above FFFF, and loses rare ideographs.
 */
final class CharacterReferences extends FilterOutputStream {
  private static final int MAX_LENGTH = "&#x10ffff;".length();
  private static final int ASCII = 0x80;

  private final byte[] held = new byte[MAX_LENGTH];
  private int length;

  CharacterReferences(OutputStream out) {
    super(new BufferedOutputStream(out));
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + count; i++) {
      if (length > 0 || bytes[i] == '&') {
        out.write(bytes, from, i - from);
        write(bytes[i]);
        from = i + 1;
      }
    }
    out.write(bytes, from, offset + count - from);
  }

  @Override
  public void write(int next) throws IOException {
    if (length == 0 && next != '&') {
      out.write(next);
      return;
    }
    held[length++] = (byte) next;
    var continues =
        switch (length) {
          case 1 -> true;
          case 2 -> next == '#';
          case 3 -> next == 'x';
          default -> HexFormat.isHexDigit(next) && length < MAX_LENGTH;
        };
    if (!continues) {
      writeHeld();
    }
  }

  private void writeHeld() throws IOException {
    var text = new String(held, 0, length, StandardCharsets.ISO_8859_1);
    length = 0;
    var isReference = text.length() > 4 && text.startsWith("&#x") && text.endsWith(";");
    var point = isReference ? HexFormat.fromHexDigits(text, 3, text.length() - 1) : 0;
    out.write(
        point < ASCII
            ? text.getBytes(StandardCharsets.ISO_8859_1)
            : Character.toString(point).getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what is held back, at the end of a part. */
  void end() throws IOException {
    writeHeld();
    out.flush();
  }
}
