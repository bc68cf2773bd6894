package dev.zhihe.test;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends many values for each field, as CSV, NDJSON, XLSX and JSON bodies. Each value must be
 * refused with its place named, or be returned unchanged. It is read from its GET, the feed, Kafka
 * and a snapshot. The import of each download must change nothing, and the change log must not
 * stop.
 *
 * <p>The families, fields and bodies are those of the service's contract. A family without a {@link
 * Seed}, or an operation without a {@link Body}, fails the test. {@code -Dround-trip.values} sets
 * how many values are tried, and {@code -Dround-trip.seed} which. A failure names its seed.
 */
public final class RoundTrip {
  /**
   * A valid row. Other rows are made of it by changing fields.
   *
   * @param family the family that imports it
   * @param item the path of its items; null if it is the family's path
   * @param approval what a second person does after an import, if anything
   */
  public record Seed(Family family, String csv, @Nullable String item, Runnable approval) {
    /** A row of a family whose items have the family's path. */
    public Seed(Family family, String csv) {
      this(family, csv, null);
    }

    /** A row that needs no second person. */
    public Seed(Family family, String csv, @Nullable String item) {
      this(family, csv, item, () -> {});
    }

    String path() {
      return item == null ? family.path() : item;
    }
  }

  /**
   * A valid JSON body.
   *
   * @param path the address it is sent to; nothing need be there if every body is to be refused
   * @param sender a request of somebody who may send it
   * @param body the body
   * @param item the address of the item that it creates or changes; null if every body is refused
   * @param published whether the item is in the log; else it is not looked for in feed and topic
   */
  public record Body(
      String path,
      Supplier<Request> sender,
      String body,
      @Nullable String item,
      boolean published) {
    /** A body of a published item. */
    public Body(String path, Supplier<Request> sender, String body, @Nullable String item) {
      this(path, sender, body, item, true);
    }

    private boolean mayBeKept() {
      return item != null && published;
    }
  }

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final Logger LOG = Logger.getLogger(RoundTrip.class.getName());
  private static final int VALUES = Integer.getInteger("round-trip.values", 700);
  static final long SEED = Long.getLong("round-trip.seed", 20_261_129);

  /** Maximum number of failures reported for one family or body. */
  private static final int MAX_FAILURES = 5;

  private final Values values = new Values(SEED);
  private final ContractFields fields;
  private final Copies copies;
  private final List<@Nullable String> failures = new ArrayList<>();

  /** Prepares the check of the running service. */
  public RoundTrip(String service) throws IOException {
    copies = new Copies(service);
    fields =
        new ContractFields(
            JSON.readTree(given().get("/q/openapi?format=json").asByteArray()), values);
  }

  /** Checks all families and bodies. */
  public void holds(List<Seed> seeds, Map<String, Body> bodies) throws IOException {
    var from = copies.begin();
    assertThat(seeds.stream().map(seed -> seed.family().name()))
        .as("a seed for each family of the contract")
        .containsExactlyInAnyOrderElementsOf(fields.families());
    var operations = fields.bodyOperations();
    assertThat(bodies.keySet())
        .as("a body for each operation of the contract that takes JSON")
        .containsExactlyInAnyOrderElementsOf(operations.keySet());
    LOG.info("Round trips of %s values with -Dround-trip.seed=%s".formatted(VALUES, SEED));
    for (var seed : seeds) {
      seed.family().handedIn(seed.csv(), "").log().ifValidationFails().statusCode(200);
    }
    var share = VALUES / (seeds.size() + bodies.size());
    for (var seed : seeds) {
      var round = new FileTrips(seed, fields, values, copies);
      tryUntil(fields.tried() + share, round::tryOnce);
      gather(round::requireDownloadsTakenBack);
    }
    for (var body : new TreeMap<>(bodies).entrySet()) {
      var round =
          new BodyTrips(
              body.getValue(),
              Objects.requireNonNull(operations.get(body.getKey())),
              fields,
              values,
              copies);
      tryUntil(fields.tried() + share, round::tryOnce);
    }
    gather(() -> copies.requireOnItsWay(from));
    assertThat(failures).isEmpty();
    var keeping = seeds.size() + bodies.values().stream().filter(Body::mayBeKept).count();
    assertThat(fields.kept())
        .as("values that were kept, of %s with seed %s", fields.tried(), SEED)
        .isGreaterThan((int) (share * keeping / 8));
  }

  /** A check. */
  @FunctionalInterface
  private interface Check {
    void run() throws IOException;
  }

  private void tryUntil(int count, Check check) throws IOException {
    var before = failures.size();
    while (fields.tried() < count && failures.size() < before + MAX_FAILURES) {
      gather(check);
    }
  }

  /** Runs a check and collects its failure, so that the other checks still run. */
  private void gather(Check check) throws IOException {
    try {
      check.run();
    } catch (AssertionError e) {
      failures.add(e.getMessage());
    }
  }
}
