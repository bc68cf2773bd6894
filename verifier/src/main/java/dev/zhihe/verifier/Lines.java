package dev.zhihe.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a file's lines as bytes, one line in memory at a time. */
final class Lines implements AutoCloseable {
  /**
   * Maximum length of a line in bytes. A line of an export has a state of at most 900 kB and some
   * names. A page of the feed has some MB.
   */
  private static final int MAX_LENGTH = 64_000_000;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The next line without its line end; null at the end of the file. */
  byte @Nullable [] next() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      if (at == end) {
        end = in.read(buffer);
        at = 0;
        if (end < 0) {
          end = 0;
          return line.size() == 0 ? null : line.toByteArray();
        }
      }
      var start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, start, at - start);
      if (at < end) {
        at++;
        return line.toByteArray();
      }
      if (line.size() > MAX_LENGTH) {
        throw new IOException("a line is longer than any of ours");
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
