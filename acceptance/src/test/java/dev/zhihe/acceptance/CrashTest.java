package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A program ends at once in the middle of a load and comes back; nothing acknowledged is lost,
 * wherever one looks.
 */
class CrashTest {
  private final RunningSuite suite = RunningSuite.get();

  @ParameterizedTest
  @CsvSource({
    "indicators, indicators",
    "projects, projects",
    "platforms, platforms",
    "kafka, indicators"
  })
  void everyAcknowledgedWriteIsInTheTableTheFeedAndTheTopic(String killed, String service)
      throws Exception {
    var acknowledged = new ConcurrentHashMap<String, String>();
    var underWay = new CountDownLatch(20);
    var stop = new CountDownLatch(1);
    var load =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; stop.getCount() > 0; i++) {
                    if (!acknowledged(row(service, killed, i), acknowledged)) {
                      pause(stop); // the program is away: nobody is helped by asking faster
                    } else {
                      underWay.countDown();
                    }
                  }
                });
    assertThat(underWay.await(60, TimeUnit.SECONDS)).as("the load is under way").isTrue();
    suite.kill(killed);
    if (killed.equals("kafka")) {
      suite.up(); // waits for the broker, which writes do not
    }
    var before = acknowledged.size();
    RunningSuite.eventually(
        "what was killed came back by itself, and writes go on",
        Duration.ofMinutes(4),
        () -> acknowledged.size() >= before + 20);
    stop.countDown();
    load.join();

    var family = row(service, killed, 0).get("family");
    var stored =
        suite.all("/v1/" + family).stream()
            .map(item -> item.get("code").asText())
            .collect(Collectors.toSet());
    assertThat(stored).containsAll(acknowledged.keySet());
    RunningSuite.eventually(
        "all is sealed",
        Duration.ofSeconds(30),
        () -> {
          try (var database = suite.database(service);
              var statement = database.createStatement();
              var waiting = statement.executeQuery("select count(*) from change_queue")) {
            waiting.next();
            return waiting.getLong(1) == 0;
          }
        });
    var fed =
        suite.feed(service).stream()
            .map(item -> item.get("entityId").asText())
            .collect(Collectors.toSet());
    assertThat(fed).containsAll(acknowledged.keySet());
    FeedAndTopicTest.requireSame(suite, service);
  }

  private boolean acknowledged(Map<String, String> row, Map<String, String> acknowledged) {
    try {
      var answer = suite.load(row.get("family"), row.get("header") + "\n" + row.get("row") + "\n");
      if (answer.statusCode() == 200) {
        acknowledged.put(row.get("code"), row.get("family"));
        return true;
      }
      return false;
    } catch (UncheckedIOException e) {
      return false; // the answer was cut off
    }
  }

  private static void pause(CountDownLatch unlessEnded) {
    try {
      unlessEnded.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One new row of a family that takes imports at any time. */
  private static Map<String, String> row(String service, String killed, int number) {
    var code = "crash-" + killed + "-" + number;
    var row = new LinkedHashMap<String, String>();
    row.put("code", code);
    switch (service) {
      case "indicators" -> {
        row.put("family", "indicators");
        row.put("header", "code,nameZh,kind,direction,nature");
        row.put("row", code + ",测试指标,headline,increase,level");
      }
      case "projects" -> {
        row.put("family", "programmes");
        row.put("header", "code,plan,nameZh");
        row.put("row", code + ",000000-145,测试类别");
      }
      default -> {
        row.put("family", "platforms");
        row.put("header", "code,area,name,type,stage,mentions");
        row.put("row", code + ",000000,测试平台,rd_platform,not_stated,");
      }
    }
    return row;
  }
}
