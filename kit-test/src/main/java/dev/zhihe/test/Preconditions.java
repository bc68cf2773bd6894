package dev.zhihe.test;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checks every operation of a service's contract against the running service. Reads of items and
 * lists have an ETag, answer 304, and name the position at which they can be repeated. Workbooks
 * have Chinese headers. Changes of an item require {@code If-Match}. Every write accepts an {@code
 * Idempotency-Key}. The contract documents all of this. New operations are found in the contract
 * and checked too.
 *
 * @param reader a request of somebody who may read an item of each family
 * @param changes a request for each operation that changes an item, by its id, without {@code
 *     If-Match}
 * @param others ids of reads of what is not published, which have no position
 */
public record Preconditions(
    Supplier<Request> reader, Map<String, Change> changes, Set<String> others) {
  /** Reads with other rules: pages of the log, jobs and search. */
  private static final List<String> OTHER_READS =
      List.of(
          "/v1/changes/",
          "/v1/snapshots/",
          "/v1/audit/",
          "/v1/jobs/",
          "/v1/report-jobs/",
          "/v1/search/");

  private static final String CITED = "Zhihe-As-Of";

  /** A service of which every read is of what is published. */
  public Preconditions(Supplier<Request> reader, Map<String, Change> changes) {
    this(reader, changes, Set.of());
  }

  /**
   * A change of an item. It succeeds if it names the item's version.
   *
   * @param code the item's code
   */
  public record Change(String code, Supplier<Request> request) {}

  /** Checks all operations. */
  public void hold() {
    var wrong = new ArrayList<String>();
    var contract =
        given().get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();
    Map<String, Map<String, Map<String, Object>>> paths = contract.getMap("paths");
    Map<String, Object> shared = contract.getMap("components.responses");
    paths.values().stream()
        .flatMap(operations -> operations.values().stream())
        .forEach(operation -> resolve(operation, shared));
    paths.forEach(
        (path, operations) ->
            operations.forEach(
                (method, operation) -> {
                  var operationName = method.toUpperCase(Locale.ROOT) + " " + path + ": ";
                  if (method.equals("get")) {
                    if (OTHER_READS.stream().noneMatch(path::startsWith)
                        && !others.contains(String.valueOf(operation.get("operationId")))
                        && !isForm(operation)) {
                      read(path, operation, operationName, wrong);
                    }
                  } else {
                    documents(
                        operation, "Idempotency-Key", List.of("409", "422"), operationName, wrong);
                    if (path.contains("{code}")) {
                      change(method, path, operation, operationName, wrong);
                    }
                  }
                }));
    assertThat(wrong).isEmpty();
    assertThat(paths).isNotEmpty();
  }

  /** Whether an operation answers a workbook alone, to be filled in. */
  private static boolean isForm(Map<String, Object> operation) {
    return ((Map<?, ?>) operation.getOrDefault("responses", Map.of())).get("200")
            instanceof Map<?, ?> answer
        && answer.get("content") instanceof Map<?, ?> content
        && content.keySet().equals(Set.of(DownloadCheck.WORKBOOK));
  }

  private void read(
      String path, Map<String, Object> operation, String operationName, List<String> wrong) {
    documents(operation, "If-None-Match", List.of("304"), operationName, wrong);
    var address = path;
    if (path.contains("{code}")) {
      // The parts of an item, such as its files, are read of an item in the family's list.
      var family = path.substring(0, path.indexOf("/{code}"));
      String code = get(family + "?limit=1&on=2199-12-31").jsonPath().get("items[0].code");
      if (code == null) {
        wrong.add(operationName + "the test has no such item");
        return;
      }
      address = path.replace("{code}", code);
      for (var other : parameters(operation)) {
        address =
            address.replace("{" + other.get("name") + "}", String.valueOf(other.get("example")));
      }
    }
    address += required(operation);
    var first = get(address);
    var tag = first.header("ETag");
    if (first.statusCode() != 200 || tag == null) {
      wrong.add(operationName + first.statusCode() + " with ETag " + tag);
      return;
    }
    var second = reader.get().header("If-None-Match", tag).get(address);
    if (second.statusCode() != 304 || !tag.equals(second.header("ETag"))) {
      wrong.add(operationName + "asked again " + second.statusCode() + " " + second.header("ETag"));
    }
    cited(address, operation, operationName, wrong);
    if (parameters(operation).stream().anyMatch(known -> "excel".equals(known.get("name")))) {
      headed(address, operationName, wrong);
    }
  }

  /** Checks that each column of the workbook has a Chinese header of its own. */
  private void headed(String address, String operationName, List<String> wrong) {
    var answer =
        reader.get().header("Accept-Language", "zh-CN").accept(DownloadCheck.WORKBOOK).get(address);
    if (answer.statusCode() != 200) {
      wrong.add(operationName + "as a workbook " + answer.statusCode() + answer.asString());
      return;
    }
    var headers = DownloadCheck.headers(answer.asByteArray());
    headers.stream()
        .filter(header -> header.codePoints().noneMatch(Character::isIdeographic))
        .forEach(header -> wrong.add(operationName + "has no Chinese header for " + header));
    if (headers.isEmpty() || new HashSet<>(headers).size() < headers.size()) {
      wrong.add(operationName + "has two columns of one header: " + headers);
    }
    DownloadCheck.statesItsExtent(answer.asByteArray());
  }

  /**
   * Checks that an answer names its position, and that the same bytes are returned at that
   * position.
   */
  private void cited(
      String address, Map<String, Object> operation, String operationName, List<String> wrong) {
    for (var parameter : List.of("asOf", "on")) {
      if (parameters(operation).stream().noneMatch(known -> parameter.equals(known.get("name")))) {
        wrong.add(operationName + "has no parameter " + parameter);
      }
    }
    for (var answer : List.of("200", "304")) {
      if (!headers(operation, answer).contains(CITED)) {
        wrong.add(operationName + "does not say that " + answer + " has " + CITED);
      }
    }
    // The day is named, because the answer may depend on it.
    var then = address + (address.contains("?") ? "&" : "?") + "on=2199-12-31&asOf=";
    var now = get(then + "now");
    var position = now.header(CITED);
    if (now.statusCode() != 200 || position == null) {
      wrong.add(
          operationName + "as of now " + now.statusCode() + " at " + position + now.asString());
      return;
    }
    var again = get(then + position);
    if (!position.equals(again.header(CITED))
        || !Arrays.equals(now.asByteArray(), again.asByteArray())) {
      wrong.add(operationName + "is another at " + position + ": " + again.header(CITED));
    }
  }

  private void change(
      String method,
      String path,
      Map<String, Object> operation,
      String operationName,
      List<String> wrong) {
    documents(operation, "If-Match", List.of("412", "428"), operationName, wrong);
    var change = changes.get(operation.get("operationId"));
    if (change == null) {
      wrong.add(
          operationName + "PreconditionsTest has no Change for " + operation.get("operationId"));
      return;
    }
    var address = path.replace("{code}", change.code());
    var without = change.request().get().request(method, address);
    if (without.statusCode() != 428) {
      wrong.add(operationName + "without If-Match " + without.statusCode() + without.asString());
    }
    var stale = change.request().get().header("If-Match", "\"v999999\"").request(method, address);
    if (stale.statusCode() != 412) {
      wrong.add(operationName + "with another's version " + stale.statusCode() + stale.asString());
    }
  }

  private Response get(String address) {
    return reader.get().get(address);
  }

  private static void documents(
      Map<String, Object> operation,
      String header,
      List<String> answers,
      String operationName,
      List<String> wrong) {
    if (parameters(operation).stream().noneMatch(known -> header.equals(known.get("name")))) {
      wrong.add(operationName + "has no parameter " + header);
    }
    var known = ((Map<?, ?>) operation.getOrDefault("responses", Map.of())).keySet();
    answers.stream()
        .filter(answer -> !known.contains(answer))
        .forEach(answer -> wrong.add(operationName + "does not say when it answers " + answer));
  }

  /** Replaces references to shared answers by the answers. */
  @SuppressWarnings("unchecked")
  private static void resolve(Map<String, Object> operation, Map<String, Object> shared) {
    ((Map<String, Object>) operation.getOrDefault("responses", Map.of()))
        .replaceAll(
            (status, answer) ->
                answer instanceof Map<?, ?> one && one.get("$ref") instanceof String reference
                    ? shared.get(reference.substring(reference.lastIndexOf('/') + 1))
                    : answer);
  }

  private static Set<?> headers(Map<String, Object> operation, String answer) {
    var responses = (Map<?, ?>) operation.getOrDefault("responses", Map.of());
    return responses.get(answer) instanceof Map<?, ?> response
            && response.get("headers") instanceof Map<?, ?> headers
        ? headers.keySet()
        : Set.of();
  }

  /** The required query parameters, with their examples as values. */
  private static String required(Map<String, Object> operation) {
    return parameters(operation).stream()
        .filter(known -> "query".equals(known.get("in")))
        .filter(known -> Boolean.TRUE.equals(known.get("required")))
        .map(known -> known.get("name") + "=" + known.get("example"))
        .reduce((some, one) -> some + "&" + one)
        .map("?"::concat)
        .orElse("");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> parameters(Map<String, Object> operation) {
    return (List<Map<String, Object>>) operation.getOrDefault("parameters", List.of());
  }
}
