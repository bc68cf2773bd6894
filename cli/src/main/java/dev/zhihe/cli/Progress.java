package dev.zhihe.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows the running steps and their duration. Each finished step has a line. On a terminal, the
 * last line shows the running steps and is rewritten. Without a terminal (a pipe, a CI log), the
 * begin of a step and its progress have lines too.
 */
final class Progress implements AutoCloseable {
  private final PrintStream out;
  private final boolean rewrites;
  private final Map<String, Long> running = new LinkedHashMap<>();
  private final Thread ticker;
  private boolean ended;

  Progress(PrintStream out, boolean rewrites) {
    this.out = out;
    this.rewrites = rewrites;
    this.ticker = Thread.ofVirtual().start(this::tick);
  }

  /** Runs a step and shows its name and duration. */
  <T> T during(String what, Supplier<T> work) {
    var from = System.nanoTime();
    begin(what, from);
    var good = false;
    try {
      var result = work.get();
      good = true;
      return result;
    } finally {
      end(what, from, good);
    }
  }

  void during(String what, Runnable work) {
    during(
        what,
        () -> {
          work.run();
          return null;
        });
  }

  /** Prints a message about a running step. */
  synchronized void note(String sentence) {
    erase();
    out.println("     " + sentence);
    draw();
  }

  @Override
  public void close() {
    synchronized (this) {
      ended = true;
      erase();
      notifyAll();
    }
    try {
      ticker.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void begin(String what, long from) {
    running.put(what, from);
    if (!rewrites) {
      out.println("  …  " + what);
    }
    draw();
  }

  private synchronized void end(String what, long from, boolean good) {
    running.remove(what);
    erase();
    out.printf("  %s %s  %.1f s%n", good ? "ok" : "!!", what, (System.nanoTime() - from) / 1e9);
    draw();
  }

  private synchronized void tick() {
    try {
      while (!ended) {
        wait(rewrites ? 500 : 15_000);
        if (!ended && !running.isEmpty()) {
          if (rewrites) {
            erase();
            draw();
          } else {
            out.println("  …  " + inProgress());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void erase() {
    if (rewrites) {
      out.print("\r\033[K");
    }
  }

  private void draw() {
    if (rewrites && !running.isEmpty() && !ended) {
      var line = "  …  " + inProgress();
      out.print(line.length() > 110 ? line.substring(0, 110) + "…" : line);
    }
    out.flush();
  }

  private String inProgress() {
    return running.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + (System.nanoTime() - entry.getValue()) / 1_000_000_000
                    + " s")
        .collect(Collectors.joining(", "));
  }
}
