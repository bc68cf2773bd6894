package dev.zhihe.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file's lines as bytes, one in memory at a time. */
final class Lines implements AutoCloseable {
  /** An export's line is a state of at most 900 kB and some names; a page of the feed some MB. */
  private static final int MAX_LENGTH = 64_000_000;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The next line without its end; null when there is none. */
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
