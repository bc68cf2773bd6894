package dev.zhihe.indicators.report.attachment;

import dev.zhihe.kit.problem.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gateway again and again until it answers, within a time for all questions together. The
 * pauses double and are partly random, so that several instances do not ask in step.
 */
final class Asking {
  private static final Duration ONE_ANSWER = Duration.ofSeconds(12);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
  private static final int MAX_DOUBLINGS = 5;

  private final Gateway gateway;
  private final Duration budget;
  private final boolean retries;
  private final long end;

  /**
   * @param retries whether to ask again what was not answered
   */
  Asking(Gateway gateway, Duration budget, boolean retries) {
    this.gateway = gateway;
    this.budget = budget;
    this.retries = retries;
    end = System.nanoTime() + budget.toNanos();
  }

  /** The gateway or a service behind it gave no answer, or one that cannot be used. */
  static final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Text why;

    UnansweredException(Text why) {
      super(why.en());
      this.why = why;
    }

    Text why() {
      return why;
    }
  }

  /** The time for all questions. */
  Duration budget() {
    return budget;
  }

  /**
   * An answer that is no failure of the gateway or of a service: any status below 500 but 408 and
   * 429.
   */
  Gateway.Answer ask(String path) throws UnansweredException {
    @Nullable Text before = null;
    for (int attempt = 0; ; attempt++) {
      var pause = pause(attempt);
      Text trouble;
      try {
        var answer = gateway.get(path, shorter(ONE_ANSWER, left()));
        if (answer.status() < 500 && answer.status() != 408 && answer.status() != 429) {
          return answer;
        }
        trouble = new Text("HTTP " + answer.status(), "HTTP " + answer.status());
        pause = longer(pause, retryAfter(answer));
      } catch (HttpTimeoutException e) {
        // An attempt that the end of the time cuts short says less than the one before.
        trouble =
            before != null && left().isZero() ? before : new Text("未按时答复", "no answer in time");
      } catch (ConnectException e) {
        trouble = new Text("网关连不上", "the gateway cannot be reached");
      } catch (IOException e) {
        trouble = Text.of("答复中断：%1$s", "the answer broke off: %1$s", e);
      }
      if (!retries || left().compareTo(pause) <= 0) {
        throw new UnansweredException(trouble);
      }
      gateway.pause(pause);
      before = trouble;
    }
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Between half of the pause and the whole of it. */
  private static Duration pause(int attempt) {
    var whole =
        shorter(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, MAX_DOUBLINGS)), MAX_PAUSE);
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(whole.toMillis() / 2, whole.toMillis() + 1));
  }

  /** As the answer asks, within bounds. */
  private static Duration retryAfter(Gateway.Answer answer) {
    return Optional.ofNullable(answer.header("Retry-After"))
        .filter(text -> text.matches("\\d{1,4}"))
        .map(text -> shorter(Duration.ofSeconds(Integer.parseInt(text)), MAX_PAUSE))
        .orElse(Duration.ZERO);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
