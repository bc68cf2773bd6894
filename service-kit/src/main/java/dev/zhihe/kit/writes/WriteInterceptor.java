package dev.zhihe.kit.writes;

import dev.zhihe.kit.json.Views;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/**
 * Puts a {@link Write} under its key, inside the transaction that {@code @Transactional} has begun,
 * whose interceptor has a smaller number.
 */
@Write
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class WriteInterceptor {
  private final IdempotencyKeys keys;

  WriteInterceptor(IdempotencyKeys keys) {
    this.keys = keys;
  }

  /** Runs the method, or repeats what it answered. */
  @AroundInvoke
  public Object once(InvocationContext call) throws Exception {
    return keys.<Exception>once(
        // As they were understood, so that spaces in a JSON make no other request.
        sent -> sent.update(Views.write(call.getParameters()).getBytes(StandardCharsets.UTF_8)),
        () -> (Response) call.proceed());
  }
}
