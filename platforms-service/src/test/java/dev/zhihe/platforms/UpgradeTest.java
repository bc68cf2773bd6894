package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.act;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.EntityType;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What {@link EarlierRelease} stored reads after the upgrade as if it were written today. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(EarlierRelease.class)
class UpgradeTest {
  private static final String AREA = EarlierRelease.AREA;
  private static final String PLATFORM = "/v1/platforms/" + AREA + "-pf-";
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final Parks PARKS = new Parks(AREA);
  private static final RegistryActs ACTS = new RegistryActs(PARKS);

  @Inject EntityManager entities;
  @Inject DataSource source;

  /** Its columns and its body agree, the API answers the body, now and from the history. */
  @Test
  void everyRowOfEveryFamilyIsAsItWouldBeWrittenToday() throws SQLException {
    var position = Family.sealedPosition("platforms");
    for (var type : published()) {
      var name = ChangeLog.typeName(type);
      var codes = new HashSet<String>();
      for (var row : rows(type)) {
        codes.add(row.code());
        var body = row.publication().body();
        assertThat(Views.write(row.view())).as(row.code()).isEqualTo(body);
        assertThat(row.audience()).as(row.code()).isEqualTo(row.publication().audience());
        for (var when : List.of("", "?asOf=" + position)) {
          assertThat(
                  asEditor()
                      .get("/v1/" + family(name) + "/" + row.code() + when)
                      .then()
                      .statusCode(200)
                      .extract()
                      .asString())
              .isEqualTo(body);
        }
      }
      assertThat(codes).as("rows of " + name + " of before").isNotEmpty().containsAll(logged(name));
    }
  }

  private List<Class<? extends Published>> published() {
    return entities.getMetamodel().getEntities().stream()
        .map(EntityType::getJavaType)
        .filter(Published.class::isAssignableFrom)
        .<Class<? extends Published>>map(type -> type.asSubclass(Published.class))
        .toList();
  }

  private List<? extends Published> rows(Class<? extends Published> type) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                entities
                    .createQuery("from " + type.getSimpleName() + " where code like :codes", type)
                    .setParameter("codes", AREA + "-%")
                    .getResultList());
  }

  private static String family(String type) {
    return switch (type) {
      case "alias" -> "aliases";
      case "tenant-list" -> "occupancy-tenants";
      default -> type + "s";
    };
  }

  /** The codes of what was stored before. */
  private Set<String> logged(String type) throws SQLException {
    var codes = new HashSet<String>();
    try (var connection = source.getConnection();
        var log =
            connection.prepareStatement(
                "select entity_id from change_log where entity_type = ? and request_id = 'earlier'")) {
      log.setString(1, type);
      try (var rows = log.executeQuery()) {
        while (rows.next()) {
          codes.add(rows.getString(1));
        }
      }
    }
    return codes;
  }

  /** A version that a migration writes has all that the version before had. */
  @Test
  void migrationsTakeNothingAway() throws SQLException {
    var types = new HashSet<String>();
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select entity_type, old.body, new.body, new.area, new.action
                from change_log new join change_log old using (entity_type, entity_id)
                where new.actor = 'migration' and old.version = new.version - 1""")) {
      while (rows.next()) {
        types.add(rows.getString(1));
        var after = Views.tree(rows.getString(3));
        Views.tree(rows.getString(2))
            .properties()
            .forEach(
                said ->
                    assertThat(after.path(said.getKey()))
                        .as(said.getKey() + " of " + after)
                        .isEqualTo(said.getValue()));
        assertThat(rows.getString(4)).isEqualTo(AREA);
        assertThat(rows.getString(5)).isEqualTo("updated");
      }
    }
    assertThat(types).contains("platform", "reporting-period");
  }

  @Test
  void platformsAreInTheRegistryAndPeriodsHaveAKind() {
    assertThat(given().get(PLATFORM + "1").then().header("ETag", "\"v2\"").extract().asString())
        .endsWith("\"certifications\":[],\"status\":\"active\",\"note\":\"注\",\"document\":\"d\"}");
    given()
        .get("/v1/reporting-periods?area=" + AREA)
        .then()
        .body("items.kind", contains("month", "month", "month", null));
  }

  /** What was submitted before mergers took anything along. */
  @Test
  void changesThatWaitedAreDecided() {
    ACTS.approve(AREA + "-rc2").statusCode(200).body("movedTargets", nullValue());
    given()
        .get(PLATFORM + "5")
        .then()
        .body("status", equalTo("merged"))
        .body("mergedInto", equalTo(PARKS.platform(2)));
    var withTarget = AREA + "-rc6";
    ACTS.approve(withTarget).statusCode(422).body("errors.code", contains("outdated"));
    as("rita", "reviewer")
        .header("If-Match", RegistryActs.tag(withTarget))
        .contentType("application/json")
        .body(Map.of("reason", "请核对目标"))
        .post(RegistryActs.PATH + "/" + withTarget + "/return")
        .then()
        .statusCode(200);
    act(asEditor(), withTarget, "submission")
        .then()
        .statusCode(200)
        .body("movedTargets", contains(AREA + "-pt-2"));
    ACTS.approve(withTarget).statusCode(200);
    given()
        .get("/v1/platform-targets/" + AREA + "-pt-2")
        .then()
        .body("platform", equalTo(PARKS.platform(2)))
        .body("statedFor", equalTo(PARKS.platform(9)));
    ACTS.approve(AREA + "-rc8").statusCode(200);
    given().get(PLATFORM + "2").then().body("note", equalTo("注"));
    act(asEditor(), AREA + "-rc4", "submission").then().statusCode(200);
  }

  @Test
  void reportsGoOnFromWhereTheyWere() {
    var family = new Family("occupancy-reports", PARKS::olga);
    var download = ownRows(PARKS.olga().get(REPORTS + "?format=csv").asString());
    family
        .imported(download)
        .statusCode(200)
        .body("rows", equalTo(Family.codes(download).size()))
        .body("unchanged", equalTo(Family.codes(download).size()));
    accepted(PARKS.report(1, "m10"), "v1");
    accepted(PARKS.report(2, "m10"), "v1");
    accepted(PARKS.report(1, "m09") + "-a1", "v1");
    given()
        .get(REPORTS + "/" + PARKS.report(1, "m09"))
        .then()
        .body("tenants", equalTo(43))
        .body("revision", equalTo(2));
    for (var month : List.of("m08", "m09")) {
      PARKS
          .olga()
          .header("If-Match", "\"v2\"")
          .body(PARKS.figures(2, month))
          .put(REPORTS + "/" + PARKS.report(2, month))
          .then()
          .statusCode(200)
          .body("status", equalTo("submitted"));
      accepted(PARKS.report(2, month), "v3");
    }
    PARKS
        .olga()
        .get(REPORTS + "/" + PARKS.report(2, "m09") + "/history")
        .then()
        .statusCode(200)
        .body("items.step", contains("submitted", "returned", "resubmitted", "accepted"));
    as("carl", "consumer")
        .get("/v1/occupancy-tenants/" + PARKS.report(2, "m10"))
        .then()
        .statusCode(200)
        .body("tenantLines.name", contains("企业一", "企业二"));
    PARKS.olga().get(REPORTS + "/" + PARKS.report(2, "m10") + "/attachment").then().statusCode(200);
    PARKS
        .olga()
        .get(REPORTS + "/" + PARKS.report(9, "m10") + "/draft")
        .then()
        .statusCode(200)
        .body("report.tenants", equalTo(7));
  }

  /** The header and the rows of the area: accepted reports of others are in a download, too. */
  private static String ownRows(String csv) {
    var lines = csv.lines().toList();
    return Stream.concat(
            lines.stream().limit(1), lines.stream().filter(line -> line.startsWith(AREA)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void accepted(String report, String version) {
    as("rita", "reviewer")
        .header("If-Match", "\"" + version + "\"")
        .post(REPORTS + "/" + report + "/acceptance")
        .then()
        .statusCode(200)
        .body("status", equalTo("accepted"));
  }

  @Test
  void reportsAreCountedAndOwed() {
    var position = Family.sealedPosition("platforms");
    for (var known : List.of("", "&asOf=" + position)) {
      given()
          .get("/v1/occupancy-rollups?by=platform&area=" + AREA + known)
          .then()
          .statusCode(200)
          .body("items.platform", hasItems(PARKS.platform(1), PARKS.platform(5)));
    }
    asEditor()
        .get("/v1/occupancy-obligations?limit=1000&period=" + PARKS.period("m10"))
        .then()
        .statusCode(200)
        .body(
            "items.find { it.platform == '%s' }.dueOn".formatted(PARKS.platform(1)),
            equalTo("2026-11-10"))
        .body(
            "items.find { it.platform == '%s' }.dueOn".formatted(PARKS.platform(9)),
            equalTo("2026-11-25"))
        .body(
            "items.find { it.platform == '%s' }.operator".formatted(PARKS.platform(4)),
            endsWith("op-2"));
    given().get("/v1/occupancy-rules/in-force?area=" + AREA).then().statusCode(200);
    given()
        .get("/v1/forms/in-force?kind=month&on=2026-10-01&area=" + AREA)
        .then()
        .statusCode(200)
        .body("code", equalTo(AREA + "-f1"));
  }

  /** Columns that came after an edition are of the next one, which begins at the upgrade. */
  @Test
  void eachReleaseHasItsEdition() throws SQLException {
    var service = "upgraded_editions";
    var url = Postgres.shared().jdbcUrl(service);
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "50");
    try (var owner = DriverManager.getConnection(url, service + "_owner", service + "_owner");
        var statement = owner.createStatement()) {
      statement.executeUpdate("update feed_head set position = 7");
      migrate(service, "latest");
      try (var row =
          statement.executeQuery(
              "select string_agg(edition || ' ' || after_position, ',' order by edition) from rule_edition")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("2 0,3 7,4 7");
      }
    }
  }

  private static void migrate(String service, String target) {
    Flyway.configure(UpgradeTest.class.getClassLoader())
        .dataSource(Postgres.shared().jdbcUrl(service), service + "_owner", service + "_owner")
        .locations("db/kit", "db/migration")
        .placeholders(Map.of("service", service))
        .target(target)
        .load()
        .migrate();
  }
}
