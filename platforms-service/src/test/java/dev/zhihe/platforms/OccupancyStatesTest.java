package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.kit.json.Views;
import dev.zhihe.test.CuttingLine;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The states of a report as a property: whatever is called, in whatever order and by whomever, a
 * report is in a state that the steps lead to, and nothing is public that no second person
 * accepted.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyStatesTest {
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final long SEED = Long.getLong("states.seed", 20_261_201);
  private static final int SEQUENCES = Integer.getInteger("states.sequences", 12);
  private static final int STEPS = 40;
  private static final Pattern STEP = Pattern.compile("(PUT|DELETE|POST) (/v1/[a-z0-9/-]+)");

  /** What a call does to a report or an amendment, or tries to. */
  private enum Call {
    SUBMIT,
    CORRECT,
    WITHDRAW,
    RETURN,
    ACCEPT,
    AMEND,
    SAVE_DRAFT,
    SUBMIT_DRAFT,
    /** The platform gets the other operator. */
    HAND_OVER
  }

  /**
   * Who calls. olga and dora act for one operator, oscar for the other. dora reviews as well,
   * elsewhere nobody is both.
   */
  private enum Who {
    OLGA,
    OSCAR,
    RITA,
    DORA;

    boolean isOfFirst() {
      return this != OSCAR;
    }
  }

  @Test
  void noSequenceOfCallsReachesAnUnlistedStateOrAnUnreviewedPublication() {
    var random = new Random(SEED);
    var statuses = new HashSet<String>();
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      var walk = new Walk(new Parks("1871%02d".formatted(sequence)).loaded(), random);
      for (int step = 0; step < STEPS; step++) {
        walk.step();
      }
      statuses.addAll(walk.reached);
    }
    assertThat(statuses)
        .as("the walks go everywhere, with seed %s", SEED)
        .contains("absent", "submitted", "returned", "accepted", "amended", "superseded");
  }

  /** One report under random calls, beside a model of it. */
  private static final class Walk {
    private final Parks parks;
    private final Random random;
    private final String code;
    private final Set<String> reached = new HashSet<>();
    private final Set<Who> submitters = new HashSet<>();
    private final Set<Who> amenders = new HashSet<>();
    private final List<String> done = new ArrayList<>();
    private String status = "absent";
    private String amendment = "absent";
    private int accepted;
    private long versions;
    private final Map<Boolean, Long> draftOf = new HashMap<>(); // of each operator, if it has one
    private int tenants = 42;
    private boolean isRunByFirst = true;
    private boolean isOfFirst;
    private boolean isAmendedByFirst;

    Walk(Parks parks, Random random) {
      this.parks = parks;
      this.random = random;
      code = parks.report(1, "m10");
    }

    void step() {
      var call = any(Call.values());
      var who = any(Who.values());
      var onAmendment = isOnAmendment();
      // Two of three calls are legal, so that walks lead somewhere.
      var wantsLegal = random.nextInt(3) > 0;
      for (int draw = 0;
          draw < 50
              && (wantsLegal && expected(call, who, onAmendment) >= 300
                  || call == Call.HAND_OVER && random.nextInt(3) > 0);
          draw++) {
        call = any(Call.values());
        who = any(Who.values());
        onAmendment = isOnAmendment();
      }
      var item = REPORTS + "/" + (onAmendment ? amendmentCode() : code);
      var answer = take(call, who, item);
      done.add(
          "%s %s %s: %d"
              .formatted(who, call, onAmendment ? "of the amendment" : "", answer.statusCode()));
      assertThat(answer.statusCode())
          .as(this + answer.asString())
          .isEqualTo(expected(call, who, onAmendment));
      if (answer.statusCode() == 409) {
        requireLegalStepsNamed(answer);
      }
      follow(call, who, onAmendment, answer.statusCode());
      check();
      if (call == Call.ACCEPT && answer.statusCode() == 200) {
        requireSecondPersons();
      }
    }

    private boolean isOnAmendment() {
      return !amendment.equals("absent") && random.nextBoolean();
    }

    private <T> T any(T[] of) {
      return of[random.nextInt(of.length)];
    }

    private Response take(Call call, Who who, String item) {
      var tag = asEditor().get(item).header("ETag");
      var request = caller(who).header("If-Match", tag == null ? "*" : tag);
      return switch (call) {
        case SUBMIT -> request.body(parks.figures(1, "m10", content())).post(REPORTS);
        case CORRECT -> request.body(parks.figures(1, "m10", content(item))).put(item);
        case WITHDRAW -> request.delete(item);
        case RETURN -> request.body(Map.of("reason", "核对")).post(item + "/return");
        case ACCEPT -> request.post(item + "/acceptance");
        case AMEND -> request.body(parks.figures(1, "m10", amending())).post(REPORTS);
        case SAVE_DRAFT ->
            draftSeen(who)
                .body(Map.of("report", parks.figures(1, "m10", content())))
                .put(REPORTS + "/" + code + "/draft");
        case SUBMIT_DRAFT -> draftSeen(who).post(REPORTS + "/" + code + "/submission");
        case HAND_OVER -> {
          var acts = new RegistryActs(parks);
          var to = parks.area() + (isRunByFirst ? "-op-2" : "-op-1");
          var act = acts.submitted(acts.change("operator", 1, Map.of("operator", to)));
          yield RegistryActs.act(as("ruth", "reviewer"), act, "approval");
        }
      };
    }

    private Request draftSeen(Who who) {
      var tag = caller(who).get(REPORTS + "/" + code + "/draft").header("ETag");
      return caller(who).header("If-Match", tag == null ? "*" : tag);
    }

    private Map<String, Object> content() {
      return Map.of("tenants", ++tenants);
    }

    private Map<String, Object> content(String item) {
      var content = new HashMap<>(content());
      if (!item.endsWith(code)) {
        content.put("amends", code);
      }
      return content;
    }

    private Map<String, Object> amending() {
      return Map.of("tenants", ++tenants, "amends", code);
    }

    private Request caller(Who who) {
      return switch (who) {
        case OLGA -> parks.olga();
        case OSCAR -> parks.oscar();
        case RITA -> as("rita", "reviewer").contentType("application/json");
        case DORA ->
            given()
                .auth()
                .oauth2(Tokens.ofOrganisation(parks.ours(), "dora", "operator", "reviewer"))
                .contentType("application/json");
      };
    }

    /** What the model says that a call is answered. */
    private int expected(Call call, Who who, boolean onAmendment) {
      var state = onAmendment ? amendment : status;
      var isOperators = call != Call.RETURN && call != Call.ACCEPT;
      if (call == Call.HAND_OVER) {
        return 200;
      }
      if (isOperators && who == Who.RITA || !isOperators && (who == Who.OLGA || who == Who.OSCAR)) {
        return 403;
      }
      var isHidden = isHiddenFrom(who, false);
      if (isOperators && !mayAct(call, who, onAmendment)) {
        return 404;
      }
      return switch (call) {
        case SUBMIT -> status.equals("absent") || isHidden ? 201 : 409;
        case CORRECT -> state.equals("accepted") ? 409 : 200;
        case WITHDRAW -> state.equals("accepted") ? 409 : 204;
        case RETURN, ACCEPT -> {
          if (state.equals("absent")) {
            yield 404;
          }
          if ((onAmendment ? amenders : submitters).contains(who)) {
            yield 403;
          }
          yield state.equals("submitted") ? 200 : 409;
        }
        case AMEND ->
            status.equals("absent") || isHidden
                ? 422
                : status.equals("accepted") && isFreeForAmendment(who) ? 201 : 409;
        case SAVE_DRAFT -> 200;
        case SUBMIT_DRAFT -> {
          if (!draftOf.containsKey(who.isOfFirst())) {
            yield 404;
          }
          if (draftOf.get(who.isOfFirst()) != version(who)) {
            yield 412;
          }
          if (status.equals("absent") || isHidden) {
            yield 201;
          }
          if (!status.equals("accepted")) {
            yield 200;
          }
          yield isFreeForAmendment(who) ? 201 : 409;
        }
        case HAND_OVER -> 200;
      };
    }

    /** Whether there is something under review that the other operator submitted. */
    private boolean isHiddenFrom(Who who, boolean onAmendment) {
      var state = onAmendment ? amendment : status;
      return !state.equals("absent")
          && !state.equals("accepted")
          && (onAmendment ? isAmendedByFirst : isOfFirst) != who.isOfFirst();
    }

    /** Whether there is something under review that the caller's operator submitted. */
    private boolean hasUnderReview(Who who, boolean onAmendment) {
      var state = onAmendment ? amendment : status;
      return !state.equals("absent")
          && !state.equals("accepted")
          && !isHiddenFrom(who, onAmendment);
    }

    /** Who runs the platform acts, and who has a report under review goes on with it. */
    private boolean mayAct(Call call, Who who, boolean onAmendment) {
      var runs = isRunByFirst == who.isOfFirst();
      return switch (call) {
        case CORRECT, WITHDRAW ->
            hasUnderReview(who, onAmendment) || runs && !onAmendment && status.equals("accepted");
        case SAVE_DRAFT, SUBMIT_DRAFT -> runs || hasUnderReview(who, false);
        default -> runs;
      };
    }

    private boolean isFreeForAmendment(Who who) {
      return amendment.equals("absent") || isHiddenFrom(who, true);
    }

    /** Version of the report; 0 while there is none for the caller. */
    private long version(Who who) {
      return status.equals("absent") || isHiddenFrom(who, false) ? 0 : versions;
    }

    private String amendmentCode() {
      return code + "-a" + (accepted + 1);
    }

    private void follow(Call call, Who who, boolean onAmendment, int answer) {
      if (answer >= 300) {
        return;
      }
      switch (call) {
        case SUBMIT -> submitted(who);
        case AMEND -> amended(who);
        case CORRECT -> {
          if (onAmendment) {
            amended(who);
          } else {
            submitted(who);
          }
        }
        case WITHDRAW -> reached(onAmendment, "absent");
        case RETURN -> reached(onAmendment, "returned");
        case ACCEPT -> {
          reached(false, "accepted");
          if (onAmendment) {
            amendment = "absent"; // it is final, and another one may follow
            accepted++;
            amenders.clear();
            reached.add("amended");
          }
        }
        case SAVE_DRAFT -> draftOf.put(who.isOfFirst(), version(who));
        case HAND_OVER -> isRunByFirst = !isRunByFirst;
        case SUBMIT_DRAFT -> {
          draftOf.remove(who.isOfFirst());
          if (status.equals("accepted")) {
            amended(who);
          } else {
            submitted(who);
          }
        }
      }
    }

    private void reached(boolean onAmendment, String state) {
      if (onAmendment) {
        amendment = state;
      } else {
        status = state;
        versions++;
      }
    }

    private void submitted(Who who) {
      if (isHiddenFrom(who, false)) {
        versions++; // the other one is deleted
        reached.add("superseded");
      }
      isOfFirst = who.isOfFirst();
      reached(false, "submitted");
      submitters.add(who);
    }

    private void amended(Who who) {
      isAmendedByFirst = who.isOfFirst();
      reached(true, "submitted");
      amenders.add(who);
    }

    private void check() {
      var item = asEditor().get(REPORTS + "/" + code);
      var read = item.statusCode() == 404 ? "absent" : item.<String>path("status");
      assertThat(read).as(toString()).isEqualTo(status);
      reached.add(read);
      var isPublic = given().get(REPORTS + "/" + code).statusCode() == 200;
      assertThat(isPublic).as(toString()).isEqualTo(status.equals("accepted"));
      if (!amendment.equals("absent")) {
        var of = REPORTS + "/" + amendmentCode();
        assertThat(asEditor().get(of).<String>path("status")).as(toString()).isEqualTo(amendment);
        assertThat(given().get(of).statusCode()).as(toString()).isEqualTo(404);
      }
    }

    /** Whoever made a version public submitted none of those that led to it. */
    private void requireSecondPersons() {
      var history = asEditor().get(REPORTS + "/" + code + "/history").then().statusCode(200);
      var submitted = new HashMap<String, Set<String>>();
      for (var step : history.extract().jsonPath().<Map<String, Object>>getList("items")) {
        var of = submitted.computeIfAbsent((String) step.get("code"), one -> new HashSet<>());
        if (step.get("side").equals("operator")) {
          of.add((String) step.get("actor"));
        } else if (!List.of("amended", "updated")
            .contains(step.get("step"))) { // the amendment has a step of its own
          assertThat(of).as(toString()).doesNotContain((String) step.get("actor"));
        }
      }
    }

    /** Each step that a 409 names is one that somebody may take now. */
    private void requireLegalStepsNamed(Response answer) {
      var named = STEP.matcher(answer.<String>path("detail"));
      var count = 0;
      while (named.find()) {
        var path = named.group(2);
        var onAmendment = path.startsWith(REPORTS + "/" + code + "-a");
        var call =
            switch (named.group(1)) {
              case "PUT" -> Call.CORRECT;
              case "DELETE" -> Call.WITHDRAW;
              default ->
                  path.endsWith("/acceptance")
                      ? Call.ACCEPT
                      : path.endsWith("/return") ? Call.RETURN : Call.AMEND;
            };
        count++;
        assertThat(Stream.of(Who.values()).map(who -> expected(call, who, onAmendment)))
            .as("%s %s %s", this, call, answer.asString())
            .anyMatch(
                status ->
                    status < 300
                        // one amendment at a time: that 409 names its steps
                        || (call == Call.AMEND && !amendment.equals("absent") && status == 409));
      }
      assertThat(count).as("%s %s", this, answer.asString()).isPositive();
    }

    @Override
    public String toString() {
      return "seed %d, %s: %s ".formatted(SEED, code, String.join(", ", done));
    }
  }

  @Test
  void ofAHundredDecisionsAtOnceExactlyOneIsTakenAndNeverByWhoSubmitted() throws Exception {
    var parks = new Parks("187061").loaded();
    var dora = Tokens.ofOrganisation(parks.ours(), "dora", "operator", "reviewer");
    given()
        .auth()
        .oauth2(dora)
        .contentType("application/json")
        .body(parks.figures(1, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(201);
    var item = REPORTS + "/" + parks.report(1, "m10");
    var calls = new ArrayList<Callable<Integer>>();
    var own = new ArrayList<Callable<Integer>>();
    IntStream.range(0, 100)
        .forEach(
            number -> {
              var isOwn = number % 2 == 0;
              Callable<Integer> call =
                  () -> {
                    var request =
                        isOwn ? given().auth().oauth2(dora) : as("rita" + number, "reviewer");
                    request.header("If-Match", "\"v1\"").contentType("application/json");
                    return number % 3 == 0
                        ? request.body(Map.of("reason", "核对")).post(item + "/return").statusCode()
                        : request.post(item + "/acceptance").statusCode();
                  };
              (isOwn ? own : calls).add(call);
            });
    try (var threads = Executors.newFixedThreadPool(20)) {
      var all = new ArrayList<>(calls);
      all.addAll(own);
      Collections.shuffle(all, new Random(SEED));
      var answers = new HashMap<Integer, Integer>();
      for (var answer : threads.invokeAll(all)) {
        answers.merge(answer.get(), 1, Integer::sum);
      }
      assertThat(answers.get(200)).as("%s", answers).isEqualTo(1);
      assertThat(answers.keySet()).as("%s", answers).isSubsetOf(Set.of(200, 403, 409, 412, 503));
    }
    asEditor()
        .get(item + "/history")
        .then()
        .body("items.size()", equalTo(2))
        .body("items[1].actor", startsWith("rita"));
  }

  @Test
  void submitsOnceHoweverManyAnswersAreLost() throws Exception {
    var parks = new Parks("187062").loaded();
    var body = Views.write(parks.figuresOfTenants(1, "m10", 3));
    try (var line = new CuttingLine(RestAssured.port, 0.3, 42);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newFixedThreadPool(8)) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + line.port() + REPORTS))
              .header(
                  "Authorization",
                  "Bearer " + Tokens.ofOrganisation(parks.ours(), "olga", "operator"))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", UUID.randomUUID().toString())
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      Callable<String> call = () -> answerOf(client, request);
      var answers = new HashSet<String>();
      for (var answer : threads.invokeAll(Collections.nCopies(1_000, call))) {
        answers.add(answer.get());
      }
      assertThat(line.cuts()).as("answers lost").isGreaterThan(200);
      assertThat(answers).hasSize(1).first().asString().startsWith("201 ");
    }
    asEditor()
        .get(REPORTS + "/" + parks.report(1, "m10") + "/history")
        .then()
        .body("items.size()", equalTo(1));
    for (var family : List.of("occupancy-reports", "occupancy-tenants")) {
      asOperator("olga", parks.ours())
          .get("/v1/" + family + "/" + parks.report(1, "m10"))
          .then()
          .header("ETag", equalTo("\"v1\""));
    }
  }

  /** The first answer that arrives whole. */
  private static String answerOf(HttpClient client, HttpRequest request)
      throws InterruptedException {
    while (true) {
      try {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 409 && answer.statusCode() != 503) {
          return answer.statusCode() + " " + answer.body();
        }
      } catch (IOException lost) {
        // sent again
      }
    }
  }
}
