package dev.zhihe.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.log.RefusedAccess.Kind;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
  private static final long MINUTE = 60_000_000_000L;

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 90_000_000_000L);
  private final RefusalLog log = new RefusalLog(clock::get);

  @Test
  void aRefusalIsOneJsonObject() {
    assertThat(
            log.line(
                new RefusedAccess(
                    Kind.SECOND_PERSON,
                    403,
                    "POST",
                    "/v1/plans/p/adoption",
                    "rita\n\"",
                    "10.0.0.7",
                    "our-id",
                    "their-id")))
        .contains(
            "{\"event\":\"access-refused\",\"kind\":\"second-person\",\"status\":403,\"method\":\"POST\",\"path\":\"/v1/plans/p/adoption\",\"caller\":\"rita\\n\\\"\",\"address\":\"10.0.0.7\",\"requestId\":\"our-id\",\"clientRequestId\":\"their-id\"}");
  }

  @Test
  void whatIsNotKnownIsAbsent() {
    assertThat(refused("10.0.0.7").orElseThrow().fieldNames())
        .containsExactly("event", "kind", "status", "method", "path", "address", "requestId");
  }

  @Test
  void aLongPathIsCut() {
    var line =
        log.line(
                new RefusedAccess(
                    Kind.ROLE, 403, "GET", "/" + "x".repeat(9_000), null, "::1", "id", null))
            .orElseThrow();

    assertThat(new JsonObject(line).getString("path")).hasSize(300);
  }

  @Test
  void aFloodOfOneAddressIsCountedAndToldByItsNextLine() {
    var lines = refused("10.0.0.7", 5_000);
    assertThat(lines).hasSize(RefusalLog.MAX_OF_ADDRESS);
    assertThat(refused("10.0.0.8")).as("of another address").isPresent();

    clock.addAndGet(MINUTE);
    assertThat(refused("10.0.0.8").orElseThrow().containsKey("leftOut")).isFalse();
    var next = refused("10.0.0.7").orElseThrow();
    assertThat(next.getLong("leftOut")).isEqualTo(5_000 - RefusalLog.MAX_OF_ADDRESS);
    assertThat(refused("10.0.0.7").orElseThrow().containsKey("leftOut")).as("told once").isFalse();
  }

  @Test
  void whatWasLeftOutOfAnAddressThatIsSilentIsToldByAnother() {
    refused("10.0.0.7", 500);
    clock.addAndGet(MINUTE);
    refused("10.0.0.8");
    clock.addAndGet(MINUTE);

    assertThat(refused("10.0.0.8").orElseThrow().getLong("leftOutElsewhere"))
        .isEqualTo(500 - RefusalLog.MAX_OF_ADDRESS);
    assertThat(refused("10.0.0.7").orElseThrow().containsKey("leftOut")).isFalse();
  }

  @Test
  void aFloodOfManyAddressesIsBoundedToo() {
    var addresses = 10 * RefusalLog.MAX_ADDRESSES;
    var lines =
        IntStream.range(0, addresses).filter(i -> refused("2001:db8::" + i).isPresent()).count();
    assertThat(lines).isEqualTo(RefusalLog.MAX_IN_ALL);

    long told = 0;
    for (int minute = 0; minute < 2; minute++) {
      clock.addAndGet(MINUTE);
      var line = refused("10.0.0.7").orElseThrow();
      told += line.getLong("leftOut", 0L) + line.getLong("leftOutElsewhere", 0L);
    }
    assertThat(told).isEqualTo(addresses - RefusalLog.MAX_IN_ALL);
  }

  private List<JsonObject> refused(String address, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> refused(address))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<JsonObject> refused(String address) {
    return log.line(
            new RefusedAccess(Kind.TOKEN, 401, "GET", "/v1/plans", null, address, "our-id", null))
        .map(JsonObject::new);
  }
}
