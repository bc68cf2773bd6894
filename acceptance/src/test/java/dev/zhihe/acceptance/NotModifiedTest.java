package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a cache may keep is never old: while a thing changes all the time, on two instances,
 * everybody who asks whether it has changed since is told so if it had when they asked. For a
 * million reads: {@code -Dreads=1000000}.
 */
class NotModifiedTest {
  private static final int READS = Integer.getInteger("reads", 10_000);
  private static final int READERS = 6;
  private static final String CODE = "000000-304";
  private static final String ITEM = "/v1/observations/" + CODE;
  private static final String LIST = "/v1/observations?area=000304";
  private static final List<String> PATHS = List.of(ITEM, LIST, LIST + "&format=csv");
  private static final Pattern NUMBER = Pattern.compile("第(\\d+)次");

  private final RunningSuite suite = RunningSuite.get();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger(READS);
  private final AtomicInteger unchanged = new AtomicInteger();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> failure = new ConcurrentLinkedQueue<>();

  @Test
  void isNeverSaidOfWhatWasModified() throws Exception {
    var second = suite.secondInstance("indicators");
    try {
      var instances =
          List.of(
              "http://127.0.0.1:" + suite.port("INDICATORS"), "http://127.0.0.1:" + second.port());
      write(instances.getFirst(), 1);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < READERS; i++) {
        var reader = i;
        var origin = reader < 2 ? suite.at("").toString() : instances.get(reader % 2);
        threads.add(Thread.ofVirtual().start(() -> read(origin, reader)));
      }
      for (int number = 2; left.get() > 0; number++) {
        write(instances.get(number % 2), number);
      }
      for (var thread : threads) {
        thread.join();
      }
    } finally {
      second.process().destroy();
      second.process().waitFor();
    }
    assertThat(failure).isEmpty();
    assertThat(acknowledged.get()).isGreaterThan(20);
    assertThat(unchanged.get()).as("answers of 304").isGreaterThan(READS / 10);
    assertThat(READS - unchanged.get()).as("answers of 200").isGreaterThan(20);
    System.out.println(
        "%d reads, %d of them 304, %d changes meanwhile"
            .formatted(READS, unchanged.get(), acknowledged.get()));
  }

  private void write(String instance, int number) {
    var answer =
        suite.sendTo(
            instance + "/v1/observations/imports?onExisting=update",
            "POST",
            "text/csv",
            "code,indicator,area,period,value,status,note,comment\n%1$s,rd-expenditure-to-gdp,000304,2024,%2$d,actual,第%2$d次,第%2$d次\n"
                .formatted(CODE, number));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(suite.approve(instance, "000304").path("count").asInt()).isEqualTo(1);
    acknowledged.set(number);
  }

  /** Asks for one thing after another, each time whether it is still what came the last time. */
  private void read(String origin, int seed) {
    var tags = new HashMap<String, String>();
    try {
      for (int i = seed; left.getAndDecrement() > 0 && failure.isEmpty(); i++) {
        var path = PATHS.get(i % PATHS.size());
        var request =
            HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(40));
        if (tags.containsKey(path)) {
          request.header("If-None-Match", tags.get(path));
        }
        var known = acknowledged.get();
        var answer = http.send(request.build(), BodyHandlers.ofString(UTF_8));
        var tag = answer.headers().firstValue("ETag").orElse("no ETag");
        if (answer.statusCode() == 304) {
          unchanged.incrementAndGet();
          require(tag.equals(tags.get(path)), path + " 304 with " + tag + " for " + tags.get(path));
        } else {
          require(
              answer.statusCode() == 200, path + " " + answer.statusCode() + " " + answer.body());
          tags.put(path, tag);
          var before = bodies.putIfAbsent(path + tag, answer.body());
          require(
              before == null || before.equals(answer.body()), path + " has two bodies with " + tag);
        }
        var number = NUMBER.matcher(bodies.get(path + tag));
        require(
            number.find() && Integer.parseInt(number.group(1)) >= known,
            "%s answered %d with %s after number %d was acknowledged"
                .formatted(path, answer.statusCode(), bodies.get(path + tag), known));
      }
    } catch (Exception e) {
      failure.add(e.toString());
    } finally {
      left.addAndGet(failure.isEmpty() ? 0 : -READS);
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      failure.add(what);
    }
  }
}
