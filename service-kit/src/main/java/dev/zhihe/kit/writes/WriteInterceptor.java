package dev.zhihe.kit.writes;

import dev.zhihe.kit.json.Views;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/**
 * Executes a {@link Write} under its key. {@code @Transactional} has a smaller priority number, so
 * its transaction has already begun.
 */
@Write
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class WriteInterceptor {
  private final IdempotencyKeys keys;

  WriteInterceptor(IdempotencyKeys keys) {
    this.keys = keys;
  }

  /** Runs the method, or returns its stored answer. */
  @AroundInvoke
  public Object once(InvocationContext call) throws Exception {
    return keys.<Exception>once(
        // The parsed parameters, so that white space in the JSON makes no difference.
        sent -> sent.update(Views.write(call.getParameters()).getBytes(StandardCharsets.UTF_8)),
        () -> (Response) call.proceed());
  }
}
