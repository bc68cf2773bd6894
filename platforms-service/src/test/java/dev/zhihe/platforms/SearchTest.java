package dev.zhihe.platforms;

import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.zhihe.kit.search.NameFill;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SearchTest {
  private static final Family PLATFORMS = new Family("platforms");
  private static final String HEADER = "code,area,name,aliases,type,stage\n";

  @Inject NameFill fill;

  @ParameterizedTest
  @CsvSource({
    "学府悦园·众创园, exact, 510101-pf-035, 学府悦园·众创园",
    "学府悦园众创园, exact, 510101-pf-035, 学府悦园·众创园",
    "学府, prefix, 510101-pf-035, 学府悦园·众创园",
    "悦园 众创, substring, 510101-pf-035, 学府悦园·众创园",
    "悦, substring, 510101-pf-035, 学府悦园·众创园",
    "xfyyzcy, initials, 510101-pf-035, 学府悦园·众创园",
    "YYZC, initials, 510101-pf-035, 学府悦园·众创园",
    "cqdxrgzn, initials, 510101-pf-009, 重庆大学人工智能研究院",
    "zqdxrgzn, initials, 510101-pf-009, 重庆大学人工智能研究院",
    "510101-pf-035, exact, 510101-pf-035, 510101-pf-035",
    "pf-035, substring, 510101-pf-035, 510101-pf-035"
  })
  void findsAPlatformByWhateverIsKnownOfItsNames(
      String q, String match, String code, String matched) {
    PLATFORMS
        .imported(planFile("08-platforms.csv", "510101"), "?onExisting=update")
        .statusCode(200);

    found(q, "510101")
        .body("items[0].code", equalTo(code))
        .body("items[0].type", equalTo("platform"))
        .body("items[0].match", equalTo(match))
        .body("items[0].matched", equalTo(matched))
        .body("items[0].name", not(equalTo(code)))
        .body("items[0].area", equalTo("510101"))
        .body("items[0].service", equalTo("platforms"))
        .body("items[0].href", equalTo("/v1/platforms/" + code));
    given().get("/v1/platforms/" + code).then().statusCode(200);
  }

  @Test
  void theBestMatchComesFirst() {
    PLATFORMS
        .imported(
            HEADER
                + """
                510102-a,510102,甲联合创新园,,rd_platform,completed
                510102-b,510102,创新园,,rd_platform,completed
                510102-c,510102,创新园二期,,rd_platform,completed
                510102-d,510102,丙园,创新·园,rd_platform,completed
                510102-e,510102,某创新园,,rd_platform,completed
                510102-f,510102,别处,某创新园,rd_platform,completed
                510102-g,510102,创新园一区,,rd_platform,completed
                510102-h,510102,茶香院,,rd_platform,completed
                510102-i,510102,春秀远景,,rd_platform,completed
                510102-j,510102,创新园甲区改造项目,创新园乙;创新园丙,rd_platform,completed
                """)
        .statusCode(200);

    found("创新园", "510102")
        .body(
            "items.code",
            contains(
                "510102-b", // the whole name
                "510102-d", // the whole alias
                "510102-c",
                "510102-g",
                "510102-j", // the beginning of names, short ones first
                "510102-e",
                "510102-a",
                "510102-f")) // a part of names, then of aliases
        .body("items.match", hasItem("substring"))
        .body("items[4].matched", equalTo("创新园甲区改造项目"))
        .body("items[7].name", equalTo("别处"))
        .body("items[7].matched", equalTo("某创新园"));
    found("cxy", "510102")
        .body("items.match.unique()", contains("initials"))
        .body("items.code", hasSize(10))
        .body("items[0].code", equalTo("510102-b"))
        .body("items[1].code", equalTo("510102-h"));
    found("创新园&limit=2", "510102").body("items.code", contains("510102-b", "510102-d"));
    found("创新园&type=project", "510102").body("items", hasSize(0));
    found("创新园&type=platform&limit=1000", "510102").body("items", hasSize(8));
  }

  @Test
  void findsByTheNameAsItIsNowAndNeverAnswers304AfterItChanged() {
    var file = HEADER + "510103-a,510103,旧称实验室,老名,rd_platform,completed\n";
    PLATFORMS.imported(file).statusCode(200);
    var path = "/v1/search/platforms?area=510103&q=";
    Awaitility.await().until(() -> given().get(path + "旧称").header("ETag") != null);
    var tag = given().get(path + "旧称").header("ETag");
    given().header("If-None-Match", tag).get(path + "旧称").then().statusCode(304);

    PLATFORMS
        .imported(file.replace("旧称", "新称").replace("老名", ""), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));

    given()
        .header("If-None-Match", tag)
        .get(path + "旧称")
        .then()
        .statusCode(200)
        .header("ETag", notNullValue())
        .body("items", hasSize(0));
    found("老名", "510103").body("items", hasSize(0));
    found("新称", "510103").body("items.code", contains("510103-a"));
  }

  @Test
  void aChangeOfAnythingElseWritesNoName() throws SQLException {
    var file = HEADER + "510104-a,510104,不动,,rd_platform,completed\n";
    PLATFORMS.imported(file).statusCode(200);
    var before = row("510104-a");

    PLATFORMS
        .imported(file.replace("completed", "planning"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));

    assertThat(row("510104-a")).isEqualTo(before);
  }

  @Test
  void whatWasStoredBeforeThereWasASearchIsFilledIn() throws Exception {
    PLATFORMS.imported(HEADER + "510105-a,510105,先有之物,早年名,rd_platform,completed\n").statusCode(200);
    try (var owner = owner();
        var statement = owner.createStatement()) {
      statement.execute("delete from search_name where area = '510105'");
      statement.execute("delete from search_filled");
    }
    found("先有", "510105").body("items", hasSize(0));

    Thread.ofPlatform().start(fill::fill).join(); // no request is there, as at the start

    found("先有", "510105").body("items.code", contains("510105-a"));
    found("znm", "510105").body("items.matched", contains("早年名"));
    given().get("/v1/search/platforms?q=先有").then().header("ETag", notNullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "'', /q",
    "?q=, /q",
    "?q=%20, /q",
    "?q=%C2%B7, /q",
    "?q=a&limit=0, /limit",
    "?q=a&limit=x, /limit",
    "?q=a&area=51, /area",
    "?q=a&type=Platform!, /type",
    "?q=a&sort=name, /sort"
  })
  void refusesWhatCannotBeLookedFor(String query, String pointer) {
    given()
        .urlEncodingEnabled(false)
        .header("Accept-Language", "en")
        .get("/v1/search/platforms" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.pointer", contains(pointer));
  }

  @Test
  void takesAHundredCharactersAndNoMore() {
    given().get("/v1/search/platforms?q=" + "园".repeat(100)).then().statusCode(200);
    given()
        .get("/v1/search/platforms?q=" + "园".repeat(101))
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/q"))
        .body("detail", containsString("100"));
    given().get("/v1/search/projects?q=a").then().statusCode(404);
  }

  @Test
  void takesWhatIsLookedForAsItIs() {
    PLATFORMS.imported(HEADER + "510106-a,510106,百分之百_园%,,rd_platform,completed\n").statusCode(200);

    found("%", "510106", 400);
    found("百%百", "510106").body("items", hasSize(0));
    found("百_园", "510106").body("items.code", contains("510106-a"));
    found("[|].*", "510106", 400);
    found("'or'1", "510106").body("items", hasSize(0));
    found("分之", "510106").body("items.code", containsInAnyOrder("510106-a"));
  }

  private static ValidatableResponse found(String q, String area) {
    return found(q, area, 200);
  }

  private static ValidatableResponse found(String q, String area, int status) {
    var parts = q.split("&(?=limit|type)", 2);
    return given()
        .queryParam("q", parts[0])
        .queryParam("area", area)
        .get("/v1/search/platforms" + (parts.length > 1 ? "?" + parts[1] : ""))
        .then()
        .statusCode(status);
  }

  private static String row(String code) throws SQLException {
    try (var owner = owner();
        var statement =
            owner.prepareStatement(
                "select string_agg(ctid::text || xmin::text || xmax::text, ';') from search_name where entity_id = ?")) {
      statement.setString(1, code);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static java.sql.Connection owner() throws SQLException {
    return DriverManager.getConnection(
        Postgres.shared().jdbcUrl("platforms"), "platforms_owner", "platforms_owner");
  }
}
