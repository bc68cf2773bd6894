package dev.zhihe.kit.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are too large to be read into memory. Imported files alone may be larger:
 * they go to disk.
 */
@Provider
public class BodyLimit implements ContainerRequestFilter {
  private static final int LARGEST = 2 << 20;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().endsWith("/imports")) {
      return;
    }
    if (announced(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > LARGEST) {
      throw tooLarge();
    }
    if (request.hasEntity()) {
      request.setEntityStream(new Limited(request.getEntityStream()));
    }
  }

  private static long announced(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0; // the stream is counted all the same
    }
  }

  private static Problem tooLarge() {
    return new Problem(
        Problem.Type.TOO_LARGE,
        Text.of(
            "请求体超过 %d 字节；成批数据请用 POST /v1/{family}/imports",
            "The body is over %d bytes: send bulk data to POST /v1/{family}/imports", LARGEST));
  }

  /** Counts what is read of a body whose size was not announced. */
  private static final class Limited extends FilterInputStream {
    private int left = LARGEST;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      var count = super.read(into, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
