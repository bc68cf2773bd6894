package dev.zhihe.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One connection that carries several requests. Answers are read as Python's {@code http.client}
 * reads them: a chunked answer must have chunks, even a 304.
 */
final class Line implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)");

  private final Socket socket;
  private final InputStream in;

  Line(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * An answer.
   *
   * @param head status line and headers as they came
   */
  record Answer(int status, String head, Buffer body) {}

  /**
   * Sends a request and reads the whole answer.
   *
   * @param request method and address
   * @param headers each with its line end
   */
  Answer ask(String request, String headers) throws IOException {
    send(request, headers);
    var head = head();
    var status = Integer.parseInt(head.substring(9, 12));
    var body = body(request.startsWith("HEAD "), status, head);
    return new Answer(status, head, Buffer.buffer(body));
  }

  void send(String request, String headers) throws IOException {
    socket
        .getOutputStream()
        .write((request + " HTTP/1.1\r\nHost: zhihe\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
  }

  String head() throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) read());
    }
    return head.toString();
  }

  private byte[] body(boolean ofHead, int status, String head) throws IOException {
    var lower = head.toLowerCase(Locale.ROOT);
    if (ofHead) {
      return new byte[0];
    }
    if (lower.contains("\r\ntransfer-encoding: chunked")) {
      return chunks().readAllBytes();
    }
    var length = LENGTH.matcher(lower);
    return status == 204 || status == 304 || !length.find()
        ? new byte[0]
        : in.readNBytes(Integer.parseInt(length.group(1)));
  }

  /** The body of a chunked answer. */
  InputStream chunks() {
    return new InputStream() {
      private int left;
      private boolean ended;

      @Override
      public int read() throws IOException {
        if (left == 0 && !ended) {
          left = Integer.parseInt(line(), 16);
          if (left == 0) {
            line();
            ended = true;
          }
        }
        if (ended) {
          return -1;
        }
        var next = Line.this.read();
        if (--left == 0) {
          line();
        }
        return next;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        var first = read();
        if (first < 0) {
          return -1;
        }
        bytes[offset] = (byte) first;
        return 1;
      }
    };
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var c = read(); c != '\n'; c = read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private int read() throws IOException {
    var next = in.read();
    if (next < 0) {
      throw new EOFException("The gateway closed the line");
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
