package dev.zhihe.test;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A family of resources as an API client sees it, with checks that hold for every family.
 *
 * @param name the family's name in its path, such as {@code investment-plans}
 * @param keeper a request of somebody who may import its files and read the result
 * @param approvals the address at which rita, a reviewer, approves imported rows by code; null if
 *     imported rows need no approval
 */
public record Family(String name, Supplier<Request> keeper, @Nullable String approvals) {
  private static final int MAX_CODES = 1_000;

  /**
   * A day on which everything that began is still valid. The list of that day is read from the
   * history.
   */
  static final String ALL_DAYS = "on=2199-12-31";

  /** A family whose files somebody else than editors may import. */
  public Family(String name, Supplier<Request> keeper) {
    this(name, keeper, null);
  }

  /** A family that editors import. */
  public Family(String name) {
    this(name, Family::asEditor);
  }

  /** The same family, whose rows a reviewer approves at this address. */
  public Family approvedAt(String path) {
    return new Family(name, keeper, path);
  }

  /** A request of a person or system with realm roles. */
  public static Request as(String person, String... roles) {
    return given().auth().oauth2(Tokens.of(person, roles));
  }

  /** The position that includes everything committed so far. Waits until it is sealed. */
  public static long sealedPosition(String family) {
    var asOf =
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> asEditor().get("/v1/" + family + "?limit=1&asOf=now"),
                answer -> answer.statusCode() == 200)
            .header("Zhihe-As-Of");
    return Long.parseLong(asOf.substring(asOf.lastIndexOf('/') + 1));
  }

  /** A request of an operator who acts for an organisation, by its credit code. */
  public static Request asOperator(String person, String organisation) {
    return given().auth().oauth2(Tokens.ofOrganisation(organisation, person, "operator"));
  }

  /** A request of erin, an editor. */
  public static Request asEditor() {
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

  /** The same file for another district, so that a test has its own rows. */
  public static String planFile(String file, String area) {
    return planFile(file).replace("500106", area);
  }

  /** The family's path. */
  public String path() {
    return "/v1/" + name;
  }

  /** Imports a file as its keeper, and approves its rows. */
  public ValidatableResponse imported(String csv, String query) {
    var answer = handedIn(csv, query);
    if (approvals != null && answer.extract().statusCode() == 200) {
      approved(codes(csv));
    }
    return answer;
  }

  /** Imports a file as its keeper, without the approval. */
  public ValidatableResponse handedIn(String csv, String query) {
    return keeper
        .get()
        .contentType("text/csv; charset=utf-8")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .post(path() + "/imports" + query)
        .then();
  }

  /** Approves the submitted rows with these codes. */
  public void approved(List<String> codes) {
    for (int from = 0; from < codes.size(); from += MAX_CODES) {
      as("rita", "reviewer")
          .contentType("application/json")
          .body(Map.of("codes", codes.subList(from, Math.min(from + MAX_CODES, codes.size()))))
          .post(Objects.requireNonNull(approvals))
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

  /** Imports a file as its keeper, as a job. Returns the job's address. */
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

  /** The job's current state, in English. */
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

  /** Waits until the job has ended, and returns its state. */
  public JsonPath ended(String address) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> job(address), job -> job.get("finishedAt") != null);
  }

  /**
   * Checks that the file is imported completely, and that a second import changes and logs nothing.
   */
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

  /** Checks that the pages contain every row of the file once and in order. */
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

  /** Checks that a cursor is refused with other filters than its own. */
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
   * Checks that a download is the whole list, and that its import changes nothing. It does so for
   * CSV, CSV for Excel, and workbooks in both languages.
   */
  public void roundTrips(String filter, String csv) {
    new DownloadCheck(this).roundTrips(filter, csv);
  }

  /**
   * Checks that an unchanged item, list and CSV answer 304. After a write, each must answer 200
   * with another tag. As of before the write, each must answer its former bytes.
   *
   * @param code of a row of the file
   * @param changedCsv the file with that row changed
   */
  public void neverAnswers304AfterAWrite(String code, String filter, String changedCsv) {
    new RevalidationCheck(this).neverAnswers304AfterAWrite(code, filter, changedCsv);
  }

  /**
   * Checks the deletion of a row that was entered in error. It requires the current version.
   * Repeated requests delete once. The feed reports the deletion without the row's content. If the
   * row is imported again, its versions continue.
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
   * The same, if others than its keepers may delete it.
   *
   * @param type the entity type in the feed; needed if other types have the same codes
   * @param deleting a request of somebody who may
   * @param barred a request of somebody who may not
   */
  public void deletesWhatWasEnteredInError(
      String service,
      @Nullable String type,
      String csv,
      String code,
      Supplier<Request> deleting,
      Supplier<Request> barred) {
    new DeletionCheck(this, service, type)
        .deletesWhatWasEnteredInError(csv, code, deleting, barred);
  }

  /** Checks that an unknown or repeated parameter is refused and named. */
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

  /** The codes of a file, from its first column. */
  public static List<String> codes(String csv) {
    return csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
  }

  private String freshness() {
    return keeper.get().get(path()).header("ETag");
  }
}
