package dev.zhihe.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A family of resources as its users meet it, and what must hold of every family alike: that a file
 * is taken in once, that pages lose no row, that what is downloaded can be uploaded, that a 304 is
 * never wrong.
 *
 * @param name as in its path, such as {@code investment-plans}
 * @param keeper a request of somebody who may take in its files and read what they brought
 * @param approvals where rita, who reviews, approves what a file brought, by its codes; null if it
 *     is there at once
 */
public record Family(
    String name, Supplier<RequestSpecification> keeper, @Nullable String approvals) {
  private static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private static final int MAX_CODES = 1_000;

  /** A day on which whatever began holds: read from the history, all the same. */
  private static final String ALL_DAYS = "on=2199-12-31";

  /** A family that somebody keeps. */
  public Family(String name, Supplier<RequestSpecification> keeper) {
    this(name, keeper, null);
  }

  /** A family that editors keep. */
  public Family(String name) {
    this(name, Family::asEditor);
  }

  /** The same of which nothing is there before a reviewer has approved it. */
  public Family approvedAt(String path) {
    return new Family(name, keeper, path);
  }

  /** A request of a person or system with realm roles. */
  public static RequestSpecification as(String person, String... roles) {
    return given().auth().oauth2(Tokens.of(person, roles));
  }

  /** A request of an operator who acts for an organisation, by its credit code. */
  public static RequestSpecification asOperator(String person, String organisation) {
    return given().auth().oauth2(Tokens.ofOrganisation(organisation, person, "operator"));
  }

  /** A request of erin, who edits. */
  public static RequestSpecification asEditor() {
    return as("erin", "editor");
  }

  /** A file of the repository's plan. */
  public static String planFile(String file) {
    try {
      return Files.readString(Path.of("..", "plan", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same file as another district's, so that a test has rows of its own. */
  public static String planFile(String file, String area) {
    return planFile(file).replace("500106", area);
  }

  /** Where the family is. */
  public String path() {
    return "/v1/" + name;
  }

  /** Imports a file as its keeper, and has what it brought approved. */
  public ValidatableResponse imported(String csv, String query) {
    var answer = handedIn(csv, query);
    if (approvals != null && answer.extract().statusCode() == 200) {
      approved(codes(csv));
    }
    return answer;
  }

  /** Imports a file as its keeper; a reviewer is still to see it. */
  public ValidatableResponse handedIn(String csv, String query) {
    return keeper
        .get()
        .contentType("text/csv; charset=utf-8")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .post(path() + "/imports" + query)
        .then();
  }

  /** Has what waits under these codes approved. */
  public void approved(List<String> codes) {
    for (int from = 0; from < codes.size(); from += MAX_CODES) {
      as("rita", "reviewer")
          .contentType("application/json")
          .body(Map.of("codes", codes.subList(from, Math.min(from + MAX_CODES, codes.size()))))
          .post(approvals)
          .then()
          .log()
          .ifValidationFails()
          .statusCode(200)
          .body("more", equalTo(false));
    }
  }

  /** Imports a file as its keeper, without options. */
  public ValidatableResponse imported(String csv) {
    return imported(csv, "");
  }

  /** Hands in a file as its keeper, to be imported as a job. Returns where the job is. */
  public String submitted(String csv, String query) {
    var location =
        keeper
            .get()
            .contentType("text/csv; charset=utf-8")
            .header("Prefer", "respond-async")
            .body(csv.getBytes(StandardCharsets.UTF_8))
            .post(path() + "/imports" + query)
            .then()
            .statusCode(202)
            .extract()
            .header("Location");
    return location.substring(location.indexOf("/v1/jobs/"));
  }

  /** A job as it stands, in English. */
  public JsonPath job(String address) {
    return keeper
        .get()
        .header("Accept-Language", "en")
        .get(address)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** A job once it is over. */
  public JsonPath ended(String address) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> job(address), job -> job.get("finishedAt") != null);
  }

  /** The file is taken in whole; a second time it changes and logs nothing. */
  public void takesInOnce(String csv) {
    var rows = codes(csv).size();
    imported(csv)
        .statusCode(200)
        .body("rows", equalTo(rows))
        .body("created", equalTo(rows))
        .body("errors.size()", equalTo(0));
    var before = freshness();
    imported(csv).statusCode(200).body("created", equalTo(0)).body("unchanged", equalTo(rows));
    assertThat(freshness()).as("nothing was logged").isEqualTo(before);
  }

  /** Page by page, every row of the file comes exactly once and in order. */
  public void walksAllPages(String filter, String csv) {
    var found = new ArrayList<String>();
    var page = keeper.get().get(path() + "?limit=10&" + filter);
    while (true) {
      page.then().statusCode(200);
      var read = page.jsonPath();
      found.addAll(read.getList("items.code", String.class));
      var next = read.getString("next");
      if (next == null) {
        assertThat(page.header("Link")).isNull();
        break;
      }
      assertThat(page.header("Link"))
          .contains("rel=\"next\"")
          .contains("cursor=" + next)
          .contains("limit=10");
      page = keeper.get().get(path() + "?limit=10&" + filter + "&cursor=" + next);
    }
    assertThat(found).isEqualTo(codes(csv).stream().sorted().toList());
    if (!filter.contains(ALL_DAYS)) {
      walksAllPages(filter + "&" + ALL_DAYS, csv);
    }
  }

  /** A cursor goes with the filters it was made under. */
  public void refusesAForeignCursor(String filter, String otherFilter) {
    var next = keeper.get().get(path() + "?limit=1&" + filter).jsonPath().getString("next");
    keeper
        .get()
        .get(path() + "?limit=1&" + otherFilter + "&cursor=" + next)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/cursor"));
  }

  /**
   * What is downloaded, as CSV, as CSV for Excel, as a workbook in either language, is the whole
   * list, can be uploaded, and changes nothing.
   */
  public void roundTrips(String filter, String csv) {
    var text = download("format=csv&" + filter, "zh-CN");
    assertThat(new String(text, StandardCharsets.UTF_8)).startsWith("code,").contains("\r\n");
    var forExcel = download("format=csv&excel=true&" + filter, "zh-CN");
    assertThat(new String(forExcel, StandardCharsets.UTF_8)).startsWith("\uFEFFcode,");
    takesBack(text, "text/csv", csv);
    takesBack(forExcel, "text/csv", csv);
    var workbook = download("format=xlsx&" + filter, "zh-CN");
    tellsItsExtent(workbook);
    takesBack(workbook, WORKBOOK, csv);
    takesBack(download("format=xlsx&" + filter, "en"), WORKBOOK, csv);
  }

  /** Readers that stream go by the extent that a sheet tells before its first row. */
  private static void tellsItsExtent(byte[] workbook) {
    var sheet = "";
    try (var parts = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (var part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
        if (part.getName().equals("xl/worksheets/sheet1.xml")) {
          sheet = new String(parts.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var lastOfHeader =
        Pattern.compile(" r=\"([A-Z]+)1\"")
            .matcher(sheet)
            .results()
            .map(cell -> cell.group(1))
            .reduce((before, after) -> after)
            .orElseThrow();
    var rows = Pattern.compile("<row ").matcher(sheet).results().count();
    assertThat(sheet).contains("<dimension ref=\"A1:" + lastOfHeader + rows + "\"/>");
  }

  private byte[] download(String query, String language) {
    return keeper
        .get()
        .header("Accept-Language", language)
        .get(path() + "?" + query)
        .then()
        .statusCode(200)
        .extract()
        .asByteArray();
  }

  private void takesBack(byte[] file, String type, String csv) {
    keeper
        .get()
        .contentType(type)
        .body(file)
        .post(path() + "/imports")
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .body("unchanged", equalTo(codes(csv).size()));
  }

  /**
   * An unchanged item, list and CSV answer 304; after a write each answers 200 with another tag,
   * and as of before it the old bytes.
   *
   * @param code of a row of the file
   * @param changedCsv the file with that row changed
   */
  public void neverAnswers304AfterAWrite(String code, String filter, String changedCsv) {
    var paths =
        List.of(
            path() + "/" + code,
            path() + "?limit=1000&" + filter,
            path() + "?limit=2&" + filter,
            path() + "?limit=1000&format=csv&" + filter);
    var tags = paths.stream().map(path -> keeper.get().get(path).header("ETag")).toList();
    var before = paths.stream().map(path -> keeper.get().get(path).asByteArray()).toList();
    var cited = keeper.get().get(path() + "?limit=1&" + ALL_DAYS).header("Zhihe-As-Of");
    assertThat(tags).doesNotHaveDuplicates();
    for (int i = 0; i < paths.size(); i++) {
      keeper.get().header("If-None-Match", tags.get(i)).get(paths.get(i)).then().statusCode(304);
    }
    imported(changedCsv, "?onExisting=update").statusCode(200).body("updated", equalTo(1));
    for (int i = 0; i < paths.size(); i++) {
      keeper
          .get()
          .header("If-None-Match", tags.get(i))
          .get(paths.get(i))
          .then()
          .statusCode(200)
          .header("ETag", not(equalTo(tags.get(i))));
      var then = paths.get(i) + (paths.get(i).contains("?") ? "&" : "?") + "asOf=" + cited;
      var answer = keeper.get().get(then).then().statusCode(200).extract();
      assertThat(answer.header("Zhihe-As-Of")).isEqualTo(cited);
      assertThat(answer.asByteArray()).as(then).isEqualTo(before.get(i));
    }
    filtersThePastAlike(filter);
  }

  /** Each filter that the contract names finds in the history what it finds in the table. */
  private void filtersThePastAlike(String filter) {
    var items =
        keeper
            .get()
            .get(path() + "?limit=1000&" + filter)
            .jsonPath()
            .<Map<String, Object>>getList("items");
    for (var parameter : filters()) {
      for (var item : items) {
        var value = item.getOrDefault(parameter, item.get(parameter + "s"));
        if (value instanceof List<?> list) {
          value = list.isEmpty() ? null : list.getFirst();
        }
        if (value != null) {
          assertThat(found(parameter, value, ALL_DAYS))
              .as("%s by %s = %s", name, parameter, value)
              .isEqualTo(found(parameter, value, "format=json"));
          break;
        }
      }
    }
  }

  private String found(String parameter, Object value, String more) {
    return keeper
        .get()
        .queryParam(parameter, value)
        .get(path() + "?limit=1000&" + more)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private List<String> filters() {
    return RestAssured.get("/q/openapi?format=json")
        .jsonPath()
        .getList("paths.'" + path() + "'.get.parameters.name", String.class)
        .stream()
        .filter(
            parameter ->
                !List.of("limit", "cursor", "format", "excel", "asOf", "on").contains(parameter))
        .toList();
  }

  /**
   * What was entered in error is deleted by somebody who has seen it as it is, once however often
   * that is sent; the feed says so without its content; entered again, its versions go on counting.
   *
   * @param service whose feed it is
   * @param csv a file that brings it
   * @param code of a row of the file
   */
  public void deletesWhatWasEnteredInError(String service, String csv, String code) {
    deletesWhatWasEnteredInError(
        service, null, csv, code, keeper, () -> as("rita", "reviewer", "operator"));
  }

  /**
   * The same where others than its keepers do it.
   *
   * @param type entity type that the feed tells of, if others have the same codes
   * @param deleting a request of somebody who may
   * @param barred a request of somebody who may not
   */
  public void deletesWhatWasEnteredInError(
      String service,
      @Nullable String type,
      String csv,
      String code,
      Supplier<RequestSpecification> deleting,
      Supplier<RequestSpecification> barred) {
    var before = new Copies(service).head();
    imported(csv).statusCode(200);
    var item = path() + "/" + code;
    deleting.get().delete(item).then().statusCode(428);
    deleting.get().header("If-Match", "\"v2\"").delete(item).then().statusCode(412);
    barred.get().header("If-Match", "*").delete(item).then().statusCode(403);
    given().header("If-Match", "*").delete(item).then().statusCode(401);
    deleting
        .get()
        .header("If-Match", "*")
        .queryParam("reason", "因".repeat(301))
        .delete(item)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/reason"));
    for (var replayed : new String[] {null, "true"}) {
      deleting
          .get()
          .header("If-Match", "\"v1\"")
          .header("Idempotency-Key", "delete " + code)
          .queryParam("reason", "重复录入")
          .delete(item)
          .then()
          .statusCode(204)
          .header("Idempotent-Replayed", equalTo(replayed));
    }
    var read = keeper.get().get(item).then().statusCode(404).extract().jsonPath();
    var deleted =
        deleting.get().header("If-Match", "*").delete(item).then().statusCode(404).extract();
    assertThat(deleted.jsonPath().getString("detail")).isEqualTo(read.getString("detail"));
    imported(csv).statusCode(200).body("created", equalTo(1));
    keeper.get().get(item).then().statusCode(200).header("ETag", equalTo("\"v3\""));
    var changes = changes(service, type, code, before, 3);
    assertThat(changes)
        .extracting(change -> change.get("action"))
        .containsExactly("created", "deleted", "created");
    assertThat(changes.get(1)).doesNotContainKey("data").containsEntry("version", 2);
  }

  /** The first changes of an item after a position, waited for. */
  private List<Map<String, Object>> changes(
      String service, @Nullable String type, String code, long before, int count) {
    var found = new ArrayList<Map<String, Object>>();
    int waits = 0;
    for (long after = before; found.size() < count; ) {
      var page =
          keeper
              .get()
              .get("/v1/changes/" + service + "?wait=10&after=" + after)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      List<Map<String, Object>> items = page.getList("items");
      waits = items.isEmpty() ? waits + 1 : 0;
      assertThat(waits).as("times ten seconds without the changes of " + code).isLessThan(9);
      items.stream()
          .filter(change -> code.equals(change.get("entityId")))
          .filter(change -> type == null || type.equals(change.get("entityType")))
          .forEach(found::add);
      after = page.getLong("next");
    }
    return found;
  }

  /** A misspelt filter is refused, and told what there is. */
  public void refusesUnknownAndRepeatedParameters() {
    given()
        .get(path() + "?paln=1")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/paln"));
    given()
        .get(path() + "?limit=5&limit=6")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/limit"))
        .body("errors[0].code", equalTo("repeated"));
  }

  /** An item as its keeper reads it. */
  public JsonPath item(String code) {
    return keeper.get().get(path() + "/" + code).then().statusCode(200).extract().jsonPath();
  }

  /** The codes of a file, whose first column they are. */
  public static List<String> codes(String csv) {
    return csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
  }

  private String freshness() {
    return keeper.get().get(path()).header("ETag");
  }
}
