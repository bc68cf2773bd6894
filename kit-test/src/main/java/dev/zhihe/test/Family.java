package dev.zhihe.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * A family of resources as its users meet it, and what must hold of every family alike: that a file
 * is taken in once, that pages lose no row, that what is downloaded can be uploaded, that a 304 is
 * never wrong.
 *
 * @param name as in its path, such as {@code investment-plans}
 * @param keeper a request of somebody who may take in its files and read what they brought
 */
public record Family(String name, Supplier<RequestSpecification> keeper) {
  private static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** A family that editors keep. */
  public Family(String name) {
    this(name, Family::asEditor);
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

  /** Imports a file as its keeper. */
  public ValidatableResponse imported(String csv, String query) {
    return keeper
        .get()
        .contentType("text/csv; charset=utf-8")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .post(path() + "/imports" + query)
        .then();
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
    takesBack(download("format=xlsx&" + filter, "zh-CN"), WORKBOOK, csv);
    takesBack(download("format=xlsx&" + filter, "en"), WORKBOOK, csv);
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
   * An unchanged item, list and CSV answer 304; after a write each answers 200 with another tag.
   *
   * @param code of a row of the file
   * @param changedCsv the file with that row changed
   */
  public void neverAnswers304AfterAWrite(String code, String filter, String changedCsv) {
    var paths =
        List.of(
            path() + "/" + code,
            path() + "?" + filter,
            path() + "?limit=1000&format=csv&" + filter);
    var tags = paths.stream().map(path -> keeper.get().get(path).header("ETag")).toList();
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
    }
  }

  /** A misspelt filter is refused, and told what there is. */
  public void refusesUnknownParameters() {
    given()
        .get(path() + "?paln=1")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/paln"));
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
