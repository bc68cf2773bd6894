package dev.zhihe.platforms.occupancy.attachment;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Refuses an uploaded file that is too large before all of it is in memory. */
@Provider
public class AttachmentBodies implements ReaderInterceptor {
  static final int MAX_BYTES = 10 * 1024 * 1024;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getType() == byte[].class) {
      var body = context.getInputStream().readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new Problem(
            ProblemType.TOO_LARGE,
            Text.of(
                "附件超过 %d MB；请降低扫描分辨率或拆分",
                "The file is over %d MB: scan it with a lower resolution, or divide it",
                MAX_BYTES / 1024 / 1024));
      }
      context.setInputStream(new ByteArrayInputStream(body));
    }
    return context.proceed();
  }
}
