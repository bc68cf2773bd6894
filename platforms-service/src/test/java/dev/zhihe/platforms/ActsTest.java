package dev.zhihe.platforms;

import static dev.zhihe.test.Acts.done;
import static dev.zhihe.test.Acts.imported;
import static dev.zhihe.test.Acts.seen;
import static dev.zhihe.test.Request.given;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;

import dev.zhihe.kit.review.Act;
import dev.zhihe.test.Acts;
import dev.zhihe.test.Acts.Attempt;
import dev.zhihe.test.ActsPage;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which acts need a second person: each as the table of acts says. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ActsTest {
  private static final Parks IMPORTED = new Parks("571002");
  private static final Parks SUBMITTED = new Parks("571003");
  private static final Parks CORRECTED = new Parks("571004");
  private static final Parks WITHDRAWN = new Parks("571007");
  private static final Parks DRAFTED = new Parks("187001");
  private static final Parks DISCARDED = new Parks("187002");
  private static final Parks LISTED = new Parks("187005");
  private static final Parks REMOVED = new Parks("187004");
  private static final Parks HANDED_IN = new Parks("187003");
  private static final Parks ACCEPTED = new Parks("571005");
  private static final Parks RETURNED = new Parks("571006");
  private static final Parks EXTENDED = new Parks("571009");
  private static final Parks ALL_ACCEPTED = new Parks("571010");
  private static final Parks REVOKED = new Parks("571011");
  private static final String EXTENSION = "/v1/period-extensions/571011-pf-1-x-2026-m10-20261120";

  private static final RegistryActs REGISTRY = new RegistryActs(new Parks("571012"));

  private final Acts acts =
      new Acts(
          Map.ofEntries(
              entry(
                  "importOperators",
                  imported(
                      Acts::pat,
                      "operators",
                      "code,area,name,creditCode\n571001-op-9,571001,丙公司,%s\n"
                          .formatted(Parks.creditCode("571001", 9)))),
              entry(
                  "importPlatforms",
                  imported(
                      Acts::pat,
                      "platforms",
                      "code,area,name,type,stage\n571001-pf-9,571001,丙园,park,planning\n")),
              entry(
                  "importPlatformTargets",
                  new Attempt(() -> target(1), somebody -> target(somebody, 1))),
              entry(
                  "deletePlatformTarget",
                  new Attempt(
                      () -> target(2),
                      somebody ->
                          seen(somebody, "/v1/platform-targets/571001-pt-2")
                              .delete("/v1/platform-targets/571001-pt-2"))),
              entry("importAliases", imported(Acts::pat, "aliases", alias(1))),
              entry(
                  "deleteAlias",
                  new Attempt(
                      imported(Acts::pat, "aliases", alias(2)).prepare(),
                      somebody ->
                          seen(somebody, "/v1/aliases/571001-n2").delete("/v1/aliases/571001-n2"))),
              entry(
                  "importRegistryChanges",
                  new Attempt(
                      ActsTest::registry,
                      imported(
                              Acts::pat,
                              "registry-changes",
                              "code,area,kind,platforms,changes,reason,effectiveOn\n571012-rc-1,571012,correction,571012-pf-1,note:二期,更正,2026-11-01\n")
                          .take())),
              entry(
                  "draftRegistryChange",
                  new Attempt(
                      ActsTest::registry,
                      somebody -> RegistryActs.sent(somebody, correction("一")))),
              entry(
                  "changeRegistryChange",
                  registryAct(
                      null,
                      (somebody, code) ->
                          seen(somebody, code)
                              .contentType("application/json")
                              .body(correction("二"))
                              .put(code))),
              entry(
                  "deleteRegistryChange",
                  registryAct(null, (somebody, code) -> seen(somebody, code).delete(code))),
              entry(
                  "submitRegistryChange",
                  registryAct(
                      null, (somebody, code) -> seen(somebody, code).post(code + "/submission"))),
              entry(
                  "approveRegistryChange",
                  registryAct(
                      "三", (somebody, code) -> seen(somebody, code).post(code + "/approval"))),
              entry(
                  "returnRegistryChange",
                  registryAct(
                      "四",
                      (somebody, code) ->
                          seen(somebody, code)
                              .contentType("application/json")
                              .body(Map.of("reason", "核对"))
                              .post(code + "/return"))),
              entry(
                  "importReportingPeriods",
                  imported(
                      Acts::pat,
                      "reporting-periods",
                      "code,area,startDate,endDate,dueDate,reviewDueDate\n571001-2020-m01,571001,2020-01-01,2020-01-31,2020-02-10,2020-02-20\n")),
              entry(
                  "importOccupancyReports",
                  new Attempt(
                      () -> IMPORTED.loaded(),
                      imported(
                              Acts::pat,
                              "occupancy-reports",
                              """
                          code,platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants
                          %s,%s,%s,12000,7600,40,42,3,1,0
                          """
                                  .formatted(
                                      IMPORTED.report(1, "m10"),
                                      IMPORTED.platform(1),
                                      IMPORTED.period("m10")))
                          .take())),
              entry(
                  "importOccupancyRules", imported(Acts::pat, "occupancy-rules", limits("185901"))),
              entry(
                  "adoptOccupancyRules",
                  new Attempt(
                      () ->
                          imported(Acts::pat, "occupancy-rules", limits("185902")).prepare().run(),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("area", "185902"))
                              .post("/v1/occupancy-rules/adoptions"))),
              entry(
                  "submitOccupancyReport",
                  new Attempt(() -> SUBMITTED.loaded(), somebody -> submit(SUBMITTED, somebody))),
              entry(
                  "correctOccupancyReport",
                  new Attempt(
                      () -> done(submit(CORRECTED.loaded(), pat(CORRECTED))),
                      somebody ->
                          seen(somebody, item(CORRECTED))
                              .contentType("application/json")
                              .body(CORRECTED.figures(1, "m10", Map.of("tenants", 43)))
                              .put(item(CORRECTED)))),
              entry(
                  "withdrawOccupancyReport",
                  new Attempt(
                      () -> done(submit(WITHDRAWN.loaded(), pat(WITHDRAWN))),
                      somebody -> seen(somebody, item(WITHDRAWN)).delete(item(WITHDRAWN)))),
              entry("importForms", imported(Acts::pat, "forms", form("571001"))),
              entry(
                  "adoptForms",
                  new Attempt(
                      imported(Acts::pat, "forms", form("571008")).prepare(),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("area", "571008"))
                              .post("/v1/forms/adoptions"))),
              entry(
                  "grantPeriodExtension",
                  new Attempt(() -> EXTENDED.loaded(), somebody -> grant(EXTENDED, somebody))),
              entry(
                  "revokePeriodExtension",
                  new Attempt(
                      () -> done(grant(REVOKED.loaded(), Acts.pat())),
                      somebody ->
                          seen(somebody, EXTENSION)
                              .contentType("application/json")
                              .body(Map.of("reason", "有误"))
                              .post(EXTENSION + "/revocation"))),
              entry(
                  "importPeriodExtensions",
                  new Attempt(
                      () -> EXTENDED.loaded(),
                      imported(
                              Acts::pat,
                              "period-extensions",
                              "platform,period,dueDate,grantor,reason\n571009-pf-2,571009-2026-m10,2026-11-20,区科技局,搬迁\n")
                          .take())),
              entry(
                  "acceptOccupancyReports",
                  new Attempt(
                      () -> done(submit(ALL_ACCEPTED.loaded(), pat(ALL_ACCEPTED))),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("period", ALL_ACCEPTED.period("m10")))
                              .post("/v1/occupancy-reports/acceptances"))),
              entry(
                  "saveOccupancyDraft",
                  new Attempt(
                      () -> DRAFTED.loaded(),
                      somebody ->
                          drafted(somebody, DRAFTED)
                              .body(Map.of("report", Map.of()))
                              .put(draft(DRAFTED)))),
              entry(
                  "saveOccupancyDraftTenants",
                  new Attempt(
                      () -> LISTED.loaded(),
                      somebody ->
                          drafted(somebody, LISTED)
                              .contentType("text/csv")
                              .body("name,enteredOn\n".getBytes(StandardCharsets.UTF_8))
                              .put(draft(LISTED) + "/tenants"))),
              entry(
                  "deleteOccupancyDraft",
                  new Attempt(
                      () -> saved(DISCARDED.loaded()),
                      somebody -> drafted(somebody, DISCARDED).delete(draft(DISCARDED)))),
              entry(
                  "submitOccupancyDraft",
                  new Attempt(
                      () -> saved(HANDED_IN.loaded()),
                      somebody ->
                          drafted(somebody, HANDED_IN).post(item(HANDED_IN) + "/submission"))),
              entry(
                  "uploadOccupancyAttachment",
                  new Attempt(
                      () -> {},
                      somebody ->
                          somebody
                              .contentType("application/pdf")
                              .body("%PDF-1.7".getBytes(StandardCharsets.UTF_8))
                              .post("/v1/occupancy-attachments"))),
              entry(
                  "deleteOccupancyAttachment",
                  new Attempt(
                      () -> REMOVED.uploaded("removed"),
                      somebody ->
                          somebody
                              .header("If-Match", "*")
                              .delete(
                                  "/v1/occupancy-attachments/"
                                      + OccupancyAttachmentsTest.sha256("%PDF-1.7 removed")))),
              entry(
                  "acceptOccupancyReport",
                  new Attempt(
                      () -> done(submit(ACCEPTED.loaded(), pat(ACCEPTED))),
                      somebody ->
                          seen(somebody, item(ACCEPTED)).post(item(ACCEPTED) + "/acceptance"))),
              entry(
                  "returnOccupancyReport",
                  new Attempt(
                      () -> done(submit(RETURNED.loaded(), pat(RETURNED))),
                      somebody ->
                          seen(somebody, item(RETURNED))
                              .contentType("application/json")
                              .body(Map.of("reason", "核对"))
                              .post(item(RETURNED) + "/return")))));

  @Test
  void everyActOfTheContractIsInTheTable() {
    acts.standInTheContract(
        Stream.of(PlatformsAct.values()).map(Act::operationId).collect(toSet()));
  }

  @Test
  void theDocumentationHasTheTable() throws IOException {
    ActsPage.shows(Stream.of(PlatformsAct.values()).map(Act::row).toList());
  }

  @ParameterizedTest
  @EnumSource
  void anActIsRefusedToWhoeverPreparedItIfItNeedsASecondPerson(PlatformsAct act) {
    acts.hold(act.operationId(), act.needsSecondPerson(), () -> pat(act.operationId()));
  }

  /** pat acts for the organisation whose report the operation is about. */
  private static Request pat(String operation) {
    return switch (operation) {
      case "importOccupancyReports" -> pat(IMPORTED);
      case "submitOccupancyReport" -> pat(SUBMITTED);
      case "correctOccupancyReport" -> pat(CORRECTED);
      case "withdrawOccupancyReport" -> pat(WITHDRAWN);
      case "saveOccupancyDraft", "uploadOccupancyAttachment" -> pat(DRAFTED);
      case "deleteOccupancyAttachment" -> pat(REMOVED);
      case "saveOccupancyDraftTenants" -> pat(LISTED);
      case "deleteOccupancyDraft" -> pat(DISCARDED);
      case "submitOccupancyDraft" -> pat(HANDED_IN);
      case "acceptOccupancyReport" -> pat(ACCEPTED);
      case "acceptOccupancyReports" -> pat(ALL_ACCEPTED);
      case "returnOccupancyReport" -> pat(RETURNED);
      default -> Acts.pat();
    };
  }

  private static Request pat(Parks parks) {
    return given()
        .auth()
        .oauth2(Tokens.ofOrganisation(parks.ours(), "pat", "operator", "editor", "reviewer"));
  }

  private static Response submit(Parks parks, Request somebody) {
    return somebody
        .contentType("application/json")
        .body(parks.figures(1, "m10"))
        .post("/v1/occupancy-reports");
  }

  private static void saved(Parks parks) {
    parks.saved(1, "m10", parks.figures(1, "m10"));
  }

  private static Request drafted(Request somebody, Parks parks) {
    return somebody
        .contentType("application/json")
        .header("If-Match", pat(parks).get(draft(parks)).header("ETag"));
  }

  private static String draft(Parks parks) {
    return item(parks) + "/draft";
  }

  private static String item(Parks parks) {
    return "/v1/occupancy-reports/" + parks.report(1, "m10");
  }

  private static String limits(String area) {
    return "code,area,effectiveOn,reason\n%1$s-l1,%1$s,2026-01-01,首年\n".formatted(area);
  }

  /** A platform with a target, taken in by pat. */
  private static void target(int number) {
    imported(
            Acts::pat,
            "platforms",
            "code,area,name,type,stage\n571001-pf-8,571001,丁园,park,planning\n")
        .prepare()
        .run();
    done(target(Acts.pat(), number));
  }

  private static Response target(Request somebody, int number) {
    return imported(
            Acts::pat,
            "platform-targets",
            "code,area,platform,measure,comparator,value,deadline\n571001-pt-%1$d,571001,571001-pf-8,tenants,ge,%1$d,2025-12-31\n"
                .formatted(number))
        .take()
        .apply(somebody);
  }

  private static Response grant(Parks parks, Request somebody) {
    return somebody
        .contentType("application/json")
        .body(
            Map.of(
                "platform",
                parks.platform(1),
                "period",
                parks.period("m10"),
                "dueDate",
                "2026-11-20",
                "grantor",
                "区科技局",
                "reason",
                "搬迁"))
        .post("/v1/period-extensions");
  }

  private static String form(String area) {
    return """
    code,area,kind,edition,effectiveOn,nameZh,nameEn,types,fields,reason
    %1$s-f-1,%1$s,month,1,2026-01-01,月报,Monthly report,park,usableAreaM2;occupiedAreaM2;tenantsAtStart;newTenants;leftTenants;graduatedTenants;tenants,首次制定
    """
        .formatted(area);
  }

  private static String alias(int number) {
    return "code,area,name,canonicalName,entityType,relation\n571001-n%1$d,571001,甲%1$d,乙,园区,same\n"
        .formatted(number);
  }

  private static void registry() {
    REGISTRY.parks().loaded();
  }

  private static Map<String, Object> correction(String note) {
    return REGISTRY.change("correction", 1, Map.of("note", note));
  }

  /**
   * An act on a change of the registry that pat made.
   *
   * @param submitted the note that a change sets, which pat submitted; null for a draft
   */
  private static Attempt registryAct(
      @Nullable String submitted, BiFunction<Request, String, Response> take) {
    var item = new AtomicReference<String>();
    return new Attempt(
        () -> {
          registry();
          var code =
              RegistryActs.code(
                  RegistryActs.sent(Acts.pat(), correction(submitted == null ? "零" : submitted)));
          item.set(RegistryActs.PATH + "/" + code);
          if (submitted != null) {
            done(seen(Acts.pat(), item.get()).post(item.get() + "/submission"));
          }
        },
        somebody -> take.apply(somebody, item.get()));
  }
}
