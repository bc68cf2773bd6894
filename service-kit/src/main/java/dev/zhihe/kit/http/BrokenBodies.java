package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;

/**
 * Handles a request body that ends early: malformed chunks, a closed or reset connection, or a
 * timeout. The cause is the client or the network, so the answer is not a server error.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR) // before the readers of the body
public class BrokenBodies implements ReaderInterceptor {
  private static final Logger LOG = Logger.getLogger(BrokenBodies.class);

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    context.setInputStream(new Arriving(context.getInputStream()));
    return context.proceed();
  }

  private static final class Arriving extends FilterInputStream {
    Arriving(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException broken) {
        throw malformed(broken);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException broken) {
        throw malformed(broken);
      }
    }

    private static Problem malformed(IOException broken) {
      LOG.debugf("The body of a request broke off: %s", broken.getMessage());
      return new Problem(
          ProblemType.MALFORMED,
          new Text(
              "请求内容没有完整到达：连接中断，或其分块编码有误；没有写入任何内容",
              "The body did not arrive whole: the connection broke or its chunks are malformed; nothing was written"));
    }
  }
}
