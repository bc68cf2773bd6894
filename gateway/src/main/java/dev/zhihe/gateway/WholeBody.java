package dev.zhihe.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.httpproxy.Body;

/** Collects a short body. A body of one part is not copied. */
final class WholeBody {

  private Buffer all = Buffer.buffer();

  private WholeBody() {}

  /**
   * The body once its last byte has arrived.
   *
   * @param seen called for each part
   */
  static Future<Buffer> of(Body body, Handler<Buffer> seen) {
    var whole = new WholeBody();
    var done = Promise.<Buffer>promise();
    body.stream()
        .handler(
            part -> {
              seen.handle(part);
              whole.all = whole.all.length() == 0 ? part : whole.all.copy().appendBuffer(part);
            })
        .exceptionHandler(done::tryFail)
        .endHandler(end -> done.tryComplete(whole.all))
        .resume();
    return done.future();
  }
}
