package dev.zhihe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Adopts, accepts or approves the drafts of a loaded file, as a reviewer. */
final class DraftReview {
  static final String REPORTS = "occupancy-reports";
  private static final String OBSERVATIONS = "observations";
  private static final String ANNUAL_PLANS = "annual-plans";
  private static final String FORMS = "forms";
  private static final String LEDGER_ENTRIES = "ledger-entries";
  private static final String PROJECT_REPORTS = "project-reports";

  /** Families whose rows are drafts until a reviewer acts. */
  static final List<String> FAMILIES =
      List.of(
          "plans",
          "investment-plans",
          ANNUAL_PLANS,
          "fund-positions",
          "progress-rules",
          FORMS,
          LEDGER_ENTRIES,
          PROJECT_REPORTS,
          REPORTS,
          OBSERVATIONS);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String gateway;
  private final Login reviewer;
  private final PrintStream out;

  DraftReview(String gateway, Login reviewer, PrintStream out) {
    this.gateway = gateway;
    this.reviewer = reviewer;
    this.out = out;
  }

  void adopt(Path file, String family) {
    switch (family) {
      case "plans" -> values(file, "code").forEach(this::adoptPlan);
      case REPORTS -> acceptReports(file, REPORTS, "period");
      case PROJECT_REPORTS -> acceptReports(file, PROJECT_REPORTS, "month");
      case OBSERVATIONS ->
          approve(
              "observations",
              "/v1/observation-submissions/approvals",
              "area",
              values(file, "area"));
      case LEDGER_ENTRIES ->
          approve(
              "ledger entries", "/v1/ledger-submissions/approvals", "plan", values(file, "plan"));
      case ANNUAL_PLANS -> adoptAnnualPlans(file);
      case FORMS ->
          values(file, "area")
              .forEach(
                  area ->
                      adoptAll(
                          FORMS, "forms of " + area, JSON.createObjectNode().put("area", area)));
      default ->
          values(file, "plan")
              .forEach(
                  plan ->
                      adoptAll(
                          family,
                          family.replace('-', ' ') + " of " + plan,
                          JSON.createObjectNode().put("plan", plan)));
    }
  }

  private void adoptPlan(String code) {
    var address = gateway + "/v1/plans/" + code;
    printAdoption("plan " + code, act(address, "/adoption"));
  }

  /** Accepts all reports except those of the last period, which are left to review by hand. */
  private void acceptReports(Path file, String family, String period) {
    var periods = values(file, period);
    if (periods.isEmpty()) {
      return;
    }
    var last = periods.last();
    int accepted = 0;
    for (var code : values(file, "code", period, last)) {
      var answer = act(gateway + "/v1/" + family + "/" + code, "/acceptance");
      switch (answer.statusCode()) {
        case 200 -> accepted++;
        case 409 -> {} // accepted or returned before
        default -> throw refused("accept report " + code, answer);
      }
    }
    out.println(
        "  "
            + accepted
            + " "
            + family.replace('-', ' ')
            + " accepted; those of "
            + last
            + " wait for you");
  }

  /** Approves what was submitted for each of some areas or plans, in batches. */
  private void approve(String what, String path, String filter, NavigableSet<String> each) {
    int approved = 0;
    for (var one : each) {
      boolean more;
      do {
        var answer = post(path, JSON.createObjectNode().put(filter, one).toString());
        if (answer.statusCode() != 200) {
          throw refused("approve the " + what + " of " + one, answer);
        }
        var decision = json(answer);
        approved += decision.path("count").asInt();
        more = decision.path("more").asBoolean();
      } while (more);
    }
    out.println("  " + approved + " " + what + " approved and published");
  }

  /** Each year of a plan is adopted by itself. */
  private void adoptAnnualPlans(Path file) {
    for (var plan : values(file, "plan")) {
      for (var year : years(file, plan)) {
        adoptAll(
            ANNUAL_PLANS,
            "annual plans of " + plan + " for " + year,
            JSON.createObjectNode().put("plan", plan).put("year", year));
      }
    }
  }

  private void adoptAll(String family, String what, ObjectNode drafts) {
    var answer = post("/v1/" + family + "/adoptions", drafts.toString());
    if (answer.statusCode() == 409) {
      // All are adopted, or a later one is of a project that joins the plan by an act of its own.
      out.println("  " + what + ": " + reason(answer));
    } else {
      printAdoption(what, answer);
    }
  }

  private HttpResponse<String> post(String path, String json) {
    return reviewer.send(
        () ->
            HttpRequest.newBuilder(URI.create(gateway + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new Trouble("Not JSON from " + answer.request().uri(), e);
    }
  }

  /** Sends an act with the entity's current version. */
  private HttpResponse<String> act(String address, String act) {
    var seen = reviewer.send(() -> HttpRequest.newBuilder(URI.create(address)).GET());
    if (seen.statusCode() != 200) {
      throw refused("read " + address, seen);
    }
    var version =
        seen.headers()
            .firstValue("ETag")
            .orElseThrow(() -> new Trouble(address + " came without an ETag."));
    return reviewer.send(
        () ->
            HttpRequest.newBuilder(URI.create(address + act))
                .header("If-Match", version)
                .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private void printAdoption(String what, HttpResponse<String> answer) {
    switch (answer.statusCode()) {
      case 200 -> out.println("  " + what + " adopted");
      case 409 -> out.println("  " + what + ": already adopted");
      default -> throw refused("adopt " + what, answer);
    }
  }

  /** An error with the server's own message. */
  static Trouble refused(String what, HttpResponse<String> answer) {
    return new Trouble(
        "Could not "
            + what
            + ": "
            + reason(answer)
            + " ("
            + answer.statusCode()
            + " from "
            + answer.request().uri()
            + ")");
  }

  private static String reason(HttpResponse<String> answer) {
    try {
      var problem = JSON.readTree(answer.body());
      var detail = problem.path("detail").asText(problem.path("title").asText());
      return detail.isEmpty() ? answer.body() : detail;
    } catch (JsonProcessingException e) {
      return answer.body();
    }
  }

  /** The years of a plan's rows. */
  private static NavigableSet<Integer> years(Path file, String plan) {
    try (var rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      var years = new TreeSet<Integer>();
      for (NamedCsvRecord row : rows) {
        if (row.findField("plan").map(plan::equals).orElse(false)) {
          row.findField("year").map(String::strip).map(Integer::valueOf).ifPresent(years::add);
        }
      }
      return years;
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    }
  }

  private static NavigableSet<String> values(Path file, String column) {
    return values(file, column, "", "");
  }

  /** A column's distinct values, without rows where another column has the excluded value. */
  private static NavigableSet<String> values(
      Path file, String column, String otherColumn, String exceptFor) {
    try (var rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      var values = new TreeSet<String>();
      for (NamedCsvRecord row : rows) {
        if (!row.findField(otherColumn).map(exceptFor::equals).orElse(false)) {
          row.findField(column).filter(value -> !value.isBlank()).ifPresent(values::add);
        }
      }
      return values;
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    }
  }
}
