package dev.zhihe.kit.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;

/** Decodes a file in an encoding. Counts its characters beyond ASCII, and its invalid places. */
final class EncodingCensus {
  private long nonAscii;
  private long broken;
  private long line = 1;
  private long firstBrokenLine;

  static EncodingCensus of(Path file, Charset encoding) throws IOException {
    var census = new EncodingCensus();
    var decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var bytes = ByteBuffer.allocate(64 * 1024);
    var text = CharBuffer.allocate(64 * 1024);
    try (var channel = FileChannel.open(file)) {
      for (boolean last = false; !last; ) {
        last = channel.read(bytes) < 0;
        bytes.flip();
        for (var result = decoder.decode(bytes, text, last); ; ) {
          census.count(text.flip());
          text.clear();
          if (result.isUnderflow()) {
            break;
          }
          if (result.isError()) {
            census.broken++;
            census.firstBrokenLine =
                census.firstBrokenLine == 0 ? census.line : census.firstBrokenLine;
            bytes.position(bytes.position() + result.length());
          }
          result = decoder.decode(bytes, text, last);
        }
        bytes.compact();
      }
    }
    return census;
  }

  /** The number of characters beyond ASCII. */
  long nonAscii() {
    return nonAscii;
  }

  /** The number of invalid places. */
  long broken() {
    return broken;
  }

  /** The line of the first invalid place. */
  long firstBrokenLine() {
    return firstBrokenLine;
  }

  private void count(CharBuffer text) {
    while (text.hasRemaining()) {
      var character = text.get();
      if (character == '\n') {
        line++;
      } else if (character > 127) {
        nonAscii++;
      }
    }
  }
}
