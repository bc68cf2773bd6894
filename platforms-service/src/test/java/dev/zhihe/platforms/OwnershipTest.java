package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.code;
import static dev.zhihe.platforms.RegistryActs.sent;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.supervision.reminder.RemindedDay;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Every read of the contract by callers whom nothing of what an operator keeps concerns: a draft, a
 * report in review with tenants and a scan, an amendment, a proposal, an extension, a reminder and
 * an import.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OwnershipTest {
  private static final String AREA = "560021";

  /** Words, figures and codes that are oscar's alone. */
  private static final List<String> OSCARS =
      List.of(
          "乙园二期",
          "未公开的说明",
          "秘密租户",
          "7613.25",
          "scan-of-oscar",
          "展期的缘由",
          AREA + "-pf-3-o-",
          AREA + "-pf-3-r-",
          AREA + "-pf-3-x-");

  /** Reads that show oscar some of it, so that they are asked for what they could tell. */
  private static final String SHOWN_TO_OSCAR =
      """
      getOccupancyAttachment
      getOccupancyDraft
      getOccupancyReminder
      getOccupancyReport
      getOccupancyReportAttachment
      getOccupancyReportHistory
      getOccupancyTenants
      getPeriodExtension
      getPlatformsSnapshot
      getRegistryChange
      listOccupancyObligations
      listOccupancyReminders
      listOccupancyReports
      listOccupancyTenants
      listPeriodExtensions
      listPlatformsChanges
      listRegistryChanges
      """;

  /** What a read is asked for: where it lists, and what it cannot do without. */
  private static final Map<String, String> ASKED =
      Map.of(
          "area",
          AREA,
          "platform",
          AREA + "-pf-3",
          "period",
          AREA + "-2026-m10",
          "limit",
          "500",
          "by",
          "platform",
          "kind",
          "month",
          "q",
          "乙园二期");

  private static final String REPORTS = "/v1/occupancy-reports/";

  private final Parks parks = new Parks(AREA);

  /** A read: its address, the code of what oscar keeps there, and one that nobody has. */
  private record Read(String operation, String address, String code, String absent) {
    Response by(Request caller) {
      return caller.get(at(code));
    }

    /** Whether an absent thing answers the same, apart from the code and the request's own id. */
    boolean answersAsAbsent(Supplier<Request> caller) {
      return told(by(caller.get()), code).equals(told(caller.get().get(at(absent)), absent));
    }

    private String at(String code) {
      return address.replaceFirst("\\{[a-z0-9]+}", code);
    }

    private static String told(Response answer, String code) {
      return answer.statusCode()
          + answer.asString().replace(code, "CODE").replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
  }

  @Test
  void noReadTellsAnythingOfAnotherOperator() {
    var reads = reads(kept());
    var shown = new TreeSet<String>();
    var told = new ArrayList<String>();
    for (var read : reads) {
      if (!marks(read.by(oscar())).isEmpty()) {
        shown.add(read.operation());
      }
      strangers()
          .forEach(
              (name, stranger) -> {
                if (!read.code().equals(read.absent()) && !read.answersAsAbsent(stranger)) {
                  told.add(name + " " + read);
                } else if (read.code().equals(read.absent())) {
                  marks(read.by(stranger.get()))
                      .forEach(mark -> told.add(name + " " + read + " " + mark));
                }
              });
    }
    assertThat(told).isEmpty();
    assertThat(shown).containsAll(SHOWN_TO_OSCAR.lines().toList());
  }

  private Request oscar() {
    return asOperator("oscar", parks.others());
  }

  private Map<String, Supplier<Request>> strangers() {
    return Map.of(
        "olga", () -> asOperator("olga", parks.ours()),
        "orgless", () -> as("otto", "operator"),
        "anonymous", () -> given(),
        "consumer", () -> as("carl", "consumer"));
  }

  /**
   * What of oscar's an answer has; nothing if it is a problem, which repeats what was asked for.
   */
  private static List<String> marks(Response answer) {
    var text = answer.statusCode() == 200 ? answer.asString() : "";
    return OSCARS.stream().filter(text::contains).toList();
  }

  /** Lets oscar keep something of each kind: by the beginning of a path, its code. */
  private Map<String, String> kept() {
    parks.loaded();
    var scan =
        oscar()
            .contentType("application/pdf")
            .body("%PDF-1.7 scan-of-oscar".getBytes(StandardCharsets.UTF_8))
            .post("/v1/occupancy-attachments")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("sha256");
    var figures = parks.figuresOfTenants(3, "m10", 2);
    figures.put("attachment", scan);
    figures.put("comment", "未公开的说明");
    parks.oscar().body(figures).post("/v1/occupancy-reports").then().statusCode(201);
    var draft = parks.report(3, "m09");
    parks
        .oscar()
        .header("If-Match", parks.oscar().get(REPORTS + draft + "/draft").header("ETag"))
        .body(Map.of("report", Map.of("comment", "未公开的说明")))
        .put(REPORTS + draft + "/draft")
        .then()
        .statusCode(200);
    RemindedDay.of(AREA, "2026-11-25");
    new Family("period-extensions")
        .imported(
            "platform,period,dueDate,grantor,reason\n%1$s-pf-3,%1$s-2026-m11,2026-12-20,区科技局,展期的缘由\n"
                .formatted(AREA))
        .statusCode(200);
    var change =
        new RegistryActs(parks)
            .change("correction", List.of(parks.platform(3)), Map.of("reason", "更名"));
    change.put("changes", RegistryActs.changes(Map.of("name", "乙园二期")));
    List.of("documentTitle", "documentNumber").forEach(change::remove);
    var job =
        oscar()
            .header("Prefer", "respond-async")
            .contentType("text/csv; charset=utf-8")
            .body(
                "platform,period,comment\n%s,%s,未公开的说明\n".formatted(parks.platform(3), "2026年11月"))
            .post("/v1/occupancy-reports/imports?dryRun=true")
            .then()
            .statusCode(202)
            .extract()
            .<String>path("id");
    Family.sealedPosition("platforms");
    return Map.ofEntries(
        entry("/v1/occupancy-attachments", scan),
        entry("/v1/occupancy-reports", parks.report(3, "m10")),
        entry("/v1/occupancy-reports/{code}/draft", draft),
        entry("/v1/occupancy-tenants", parks.report(3, "m10")),
        entry("/v1/occupancy-reminders", AREA + "-pf-3-r-2026-m09-overdue-20261010"),
        entry("/v1/period-extensions", AREA + "-pf-3-x-2026-m11-20261220"),
        entry("/v1/registry-changes", code(sent(parks.oscar(), change))),
        entry("/v1/jobs", job));
  }

  /** The contract's reads, each with what it needs. */
  private List<Read> reads(Map<String, String> kept) {
    Map<String, Object> contract =
        new Yaml().load(given().get("/q/openapi").then().extract().asString());
    var reads = new ArrayList<Read>();
    @SuppressWarnings("unchecked")
    var paths = (Map<String, Map<String, Map<String, Object>>>) contract.get("paths");
    paths.forEach(
        (path, methods) -> {
          if (methods.containsKey("get")) {
            reads.addAll(reads(path, methods.get("get"), kept));
          }
        });
    return reads;
  }

  private static List<Read> reads(
      String path, Map<String, Object> operation, Map<String, String> kept) {
    var name = (String) operation.get("operationId");
    var asked = new HashMap<String, String>(ASKED);
    @SuppressWarnings("unchecked")
    var parameters = (List<Map<String, Object>>) operation.getOrDefault("parameters", List.of());
    var names = parameters.stream().map(parameter -> (String) parameter.get("name")).toList();
    asked.keySet().retainAll(names);
    parameters.stream()
        .filter(parameter -> !Boolean.TRUE.equals(parameter.get("required")))
        .map(parameter -> (String) parameter.get("name"))
        .filter(Set.of("by", "kind", "period")::contains)
        .forEach(asked::remove);
    if (asked.containsKey("area")) {
      asked.remove("platform"); // the whole area, which no other test has
    }
    var family = path.replaceFirst("(/v1/[a-z-]+).*", "$1");
    var code = kept.getOrDefault(path, kept.getOrDefault(family, AREA + "-pf-3"));
    var isKept = path.contains("{") && kept.containsKey(family);
    var forms = names.contains("format") ? List.of("json", "csv") : List.of("");
    return forms.stream()
        .map(form -> new Read(name, path + query(form, asked), code, isKept ? absent(code) : code))
        .toList();
  }

  private static String query(String form, Map<String, String> asked) {
    var all = new TreeMap<>(asked);
    if (!form.isEmpty()) {
      all.put("format", form);
    }
    return all.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&", all.isEmpty() ? "" : "?", ""));
  }

  /** A code of the same form that nobody has. */
  private static String absent(String code) {
    if (code.startsWith(AREA + "-pf-3")) {
      return code.replace("-pf-3", "-pf-9");
    }
    return code.startsWith(AREA) ? AREA + "-rc-999" : new StringBuilder(code).reverse().toString();
  }
}
