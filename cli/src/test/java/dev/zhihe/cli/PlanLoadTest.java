package dev.zhihe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.zhihe.servers.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages of a load, against servers that answer as Zhihe's do. */
class PlanLoadTest {
  private static final String JOB = "/v1/jobs/platforms/5f0a2c1e-9f57-4d0f-9a4e-0f3c5b1d7a10";

  @TempDir Path state;
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer gateway;
  private HttpServer keycloak;
  private Ports ports;

  @BeforeEach
  void start() throws IOException {
    gateway = server();
    keycloak = server();
    ports =
        Ports.of(
            Map.of(
                "ZHIHE_GATEWAY_PORT", "" + gateway.getAddress().getPort(),
                "ZHIHE_KEYCLOAK_PORT", "" + keycloak.getAddress().getPort()));
    keycloak.createContext("/", PlanLoadTest::logIn);
    answer("/health", 200, "{\"status\":\"up\",\"parts\":{\"platforms\":{\"status\":\"up\"}}}");
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
    keycloak.stop(0);
  }

  @Test
  void asksWhetherTheSuiteRunsBeforeItSaysThatAllIsLoaded() throws IOException {
    file("08-platforms.csv", "code\n");
    answer("/v1/platforms/imports", 200, "{\"rows\":0}");
    load();
    load();
    assertThat(output()).contains("is loaded already");

    gateway.stop(0);

    assertThatThrownBy(this::load)
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(
            "The gateway is not up: nothing answers at http://127.0.0.1:" + ports.gateway())
        .hasMessageContaining("./zhihe up -d");
  }

  @Test
  void namesWhatDoesNotRunBehindTheGateway() throws IOException {
    file("08-platforms.csv", "code\n");
    gateway.removeContext("/health");
    answer("/health", 503, "{\"status\":\"down\",\"parts\":{\"keycloak\":{\"status\":\"down\"}}}");

    assertThatThrownBy(this::load)
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("Not up: keycloak");
  }

  @Test
  void saysThatKeycloakIsNotUpInsteadOfItsAddress() {
    keycloak.stop(0);

    assertThatThrownBy(() -> new Login(state, ports, "editor-demo").token())
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(
            "Keycloak is not up: nothing answers at http://localhost:" + ports.keycloak())
        .hasMessageNotContaining("client_id")
        .hasMessageNotContaining("null");
  }

  @Test
  void printsTheFirstErrorsAndWritesAllOfThemIntoAFile() throws IOException {
    file("08-platforms.csv", "code\n");
    answer(
        "/v1/platforms/imports",
        422,
        IntStream.range(2, 10_002)
            .mapToObj(
                row ->
                    "{\"row\":%d,\"column\":\"面积\",\"code\":\"number\",\"value\":\"4,5\",\"detail\":\"a number\"}"
                        .formatted(row))
            .collect(
                Collectors.joining(",", "{\"detail\":\"Nothing was written\",\"errors\":[", "]}")));
    var list = state.resolve("errors/08-platforms.csv.errors.csv");

    assertThatThrownBy(this::load)
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("row 21, column 面积: a number (given: 4,5) [number]")
        .hasMessageNotContaining("row 22,")
        .hasMessageContaining("… and 9980 more")
        .hasMessageContaining("10000 errors, the most that are listed: there may be more")
        .hasMessageContaining(list.toString());
    assertThat(Files.readAllLines(list))
        .hasSize(10_001)
        .startsWith("\uFEFFrow,column,code,value,detail", "2,面积,number,\"4,5\",a number");
  }

  @Test
  void cancelsTheJobOfAFileWhenItIsInterruptedAndTellsWhatStays() throws Exception {
    file("08-platforms.csv", "code\n");
    var cancelled = new AtomicBoolean();
    var followed = new CountDownLatch(1);
    gateway.createContext(
        "/v1/platforms/imports",
        exchange -> {
          exchange.getResponseHeaders().set("Location", JOB);
          reply(exchange, 202, "{}");
        });
    gateway.createContext(
        JOB,
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            cancelled.set(true);
          }
          reply(
              exchange,
              200,
              cancelled.get()
                  ? "{\"state\":\"cancelled\",\"created\":26000,\"finishedAt\":\"2026-11-24T00:00:00Z\"}"
                  : "{\"state\":\"applying\",\"percent\":40,\"created\":25000}");
          followed.countDown();
        });
    var load = new PlanLoad(state, ports, new PrintStream(printed, true, UTF_8));
    var loading = CompletableFuture.runAsync(() -> load.load(folder));
    assertThat(followed.await(20, TimeUnit.SECONDS)).isTrue();

    load.interrupt();

    assertThat(asked).contains("POST " + JOB + "/cancellation");
    assertThat(output())
        .contains("job 5f0a2c1e-9f57-4d0f-9a4e-0f3c5b1d7a10")
        .contains("The job is over (cancelled): 26000 rows are written and stay")
        .contains("08-platforms.csv may be loaded again");
    assertThatThrownBy(loading::join).isInstanceOf(CompletionException.class);
    load.interrupt(); // at the end of any load there is nothing to cancel
    assertThat(output()).containsOnlyOnce("Interrupted");
  }

  @Test
  void namesFilesThatItPassesOverAndFamiliesThatThereAreNot() throws IOException {
    file("01-wishes.csv", "code\n");
    file("platforms.csv", "code\n");
    file("README.md", "");
    answer("/v1/wishes/imports", 404, "{\"title\":\"Not found\"}");

    assertThatThrownBy(this::load)
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("There is no family wishes")
        .hasMessageContaining("01-wishes.csv")
        .hasMessageNotContaining("{");
    assertThat(output()).contains("platforms.csv is passed over").doesNotContain("README");
  }

  @Test
  void takesAnAdoptedPlanForAdopted() throws IOException {
    file("01-plans.csv", "code\n500106-135\n");
    answer("/v1/plans/imports", 200, "{\"rows\":1,\"unchanged\":1}");
    gateway.createContext(
        "/v1/plans/500106-135",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v2\"");
          reply(exchange, exchange.getRequestMethod().equals("POST") ? 409 : 200, "{}");
        });

    load();

    assertThat(output()).contains("plan 500106-135: already adopted");
  }

  @Test
  void adoptsEachYearOfAnnualPlansAndEachPlanOfOtherDrafts() throws IOException {
    file(
        "01-annual-plans.csv",
        "code,plan,project,year\na,p-1,x,2023\nb,p-1,x,2024\nc,p-1,y,2023\n");
    file("02-fund-positions.csv", "code,plan\nf,p-1\n");
    file("03-progress-rules.csv", "code,plan\nr,p-1\n");
    file("04-forms.csv", "code,area\nf,500106\n");
    for (var family : List.of("annual-plans", "fund-positions", "progress-rules", "forms")) {
      answer("/v1/" + family + "/imports", 200, "{\"created\":1}");
      kept("/v1/" + family + "/adoptions", "{}");
    }

    load();

    assertThat(bodies)
        .containsExactly(
            "/v1/annual-plans/adoptions {\"plan\":\"p-1\",\"year\":2023}",
            "/v1/annual-plans/adoptions {\"plan\":\"p-1\",\"year\":2024}",
            "/v1/fund-positions/adoptions {\"plan\":\"p-1\"}",
            "/v1/progress-rules/adoptions {\"plan\":\"p-1\"}",
            "/v1/forms/adoptions {\"area\":\"500106\"}");
    assertThat(output())
        .contains("annual plans of p-1 for 2024 adopted", "fund positions of p-1 adopted");
  }

  @Test
  void approvesLedgerEntriesUntilNoneWaits() throws IOException {
    file("01-ledger-entries.csv", "code,plan\ne-1,p-1\n");
    answer("/v1/ledger-entries/imports", 200, "{\"created\":1}");
    gateway.createContext(
        "/v1/ledger-submissions/approvals",
        exchange -> {
          var more = bodies.isEmpty();
          keep(exchange);
          reply(exchange, 200, "{\"count\":%d,\"more\":%s}".formatted(more ? 1_000 : 7, more));
        });

    load();

    assertThat(bodies)
        .hasSize(2)
        .containsOnly("/v1/ledger-submissions/approvals {\"plan\":\"p-1\"}");
    assertThat(output()).contains("1007 ledger entries approved");
    load();
    assertThat(output()).contains("is loaded already");
  }

  @Test
  void acceptsMonthlyReportsExceptThoseOfTheLastMonth() throws IOException {
    file(
        "01-project-reports.csv",
        "code,project,month\nx-m2023-05,x,2023-05\nx-m2023-06,x,2023-06\ny-m2023-05,y,2023-05\n");
    answer("/v1/project-reports/imports", 200, "{\"created\":3}");
    gateway.createContext(
        "/v1/project-reports/",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          reply(exchange, 200, "{}");
        });

    load();

    assertThat(asked)
        .filteredOn(request -> request.endsWith("/acceptance"))
        .containsExactly(
            "POST /v1/project-reports/x-m2023-05/acceptance",
            "POST /v1/project-reports/y-m2023-05/acceptance");
    assertThat(output()).contains("2 project reports accepted; those of 2023-06 wait for you");
  }

  /** Each act is sent once, by its account, and not where it was carried out before. */
  @Test
  void carriesOutTheActsOfAFolderOnce() throws IOException {
    file("08-platforms.csv", "code\n");
    answer("/v1/platforms/imports", 200, "{\"rows\":0}");
    file("rows.csv", "code\np-1\n");
    file(
        "acts.json",
        """
        [{"says": "rows are corrected", "as": "editor-demo", "post": "/v1/rows/imports?onExisting=update", "file": "rows.csv"},
         {"says": "a thing is made", "as": "editor-demo", "post": "/v1/things", "creates": "/v1/things/t-1", "body": {"code": "t-1"}},
         {"says": "it is approved", "as": "reviewer-demo", "post": "/v1/things/t-1/approval", "while": "draft"}]
        """);
    answer("/v1/rows/imports", 200, "{}");
    var status = new AtomicReference<String>();
    gateway.createContext(
        "/v1/things",
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            var approval = exchange.getRequestURI().getPath().endsWith("/approval");
            if (approval && !"\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-Match"))) {
              reply(exchange, 428, "{}");
              return;
            }
            status.set(approval ? "approved" : "draft");
            // A gateway that does not wait for a long write.
            reply(exchange, approval ? 200 : 504, "{}");
          } else {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            reply(
                exchange,
                status.get() == null ? 404 : 200,
                "{\"status\":\"%s\"}".formatted(status.get()));
          }
        });

    load();

    assertThat(output()).contains("rows are corrected", "a thing is made", "it is approved");
    assertThat(asked)
        .containsSubsequence(
            "POST /v1/rows/imports?onExisting=update",
            "POST /v1/things",
            "POST /v1/things/t-1/approval");
    load();
    assertThat(output()).contains("is loaded already");
    assertThat(asked).containsOnlyOnce("POST /v1/things");
    file("rows.csv", "code\np-2\n");
    load();
    assertThat(output()).contains("done before");
    assertThat(asked)
        .containsOnlyOnce("POST /v1/things", "POST /v1/things/t-1/approval")
        .filteredOn("POST /v1/rows/imports?onExisting=update"::equals)
        .hasSize(2);
  }

  @Test
  void stopsAtAnActThatIsRefused() throws IOException {
    file("08-platforms.csv", "code\n");
    answer("/v1/platforms/imports", 200, "{\"rows\":0}");
    file(
        "acts.json",
        "[{\"says\":\"a thing is made\",\"as\":\"editor-demo\",\"post\":\"/v1/things\",\"body\":{}},"
            + "{\"says\":\"another\",\"as\":\"editor-demo\",\"post\":\"/v1/others\",\"body\":{}}]");
    answer("/v1/things", 422, "{\"detail\":\"no such thing\"}");

    assertThat(offer()).isFalse();

    assertThat(output()).contains("a thing is made: no such thing");
    assertThat(asked).noneMatch(request -> request.contains("/v1/others"));
  }

  @Test
  void loadsWhatIsNewListsWhatDiffersAndGoesOn() throws IOException {
    file("08-platforms.csv", "code,name\np-1,Here\np-2,New\n");
    gateway.createContext(
        "/v1/platforms/imports",
        exchange -> {
          switch (String.valueOf(exchange.getRequestURI().getQuery())) {
            case "mode=valid", "onExisting=update" -> reply(exchange, 200, "{\"created\":1}");
            default ->
                reply(
                    exchange,
                    422,
                    "{\"errors\":[{\"row\":2,\"column\":\"code\",\"code\":\"differs\",\"value\":\"p-1\",\"detail\":\"already there and different (name)\"}]}");
          }
        });
    answer("/v1/platforms/p-1", 200, "{\"code\":\"p-1\",\"name\":\"There\"}");

    for (var time = 1; time <= 2; time++) {
      printed.reset();
      assertThat(offer()).isTrue();
      assertThat(output())
          .contains("1 row differs from what is there")
          .contains("row 2, p-1, column name: there There, here Here")
          .contains("./zhihe load --update " + folder);
    }
    assertThat(asked).contains("POST /v1/platforms/imports?mode=valid");

    loader().update(folder);
    printed.reset();
    assertThat(offer()).isTrue();
    assertThat(output()).contains("is loaded already");
  }

  /** A row of a plan in force may wait for a reviewer; the files after it do not. */
  @Test
  void aRowOfAPlanInForceStopsNoOtherFile() throws IOException {
    file("08-platforms.csv", "code,name\np-1,Here\n");
    file("09-aliases.csv", "code\na-1\n");
    gateway.createContext(
        "/v1/platforms/imports",
        exchange -> {
          if (String.valueOf(exchange.getRequestURI().getQuery()).equals("mode=valid")) {
            reply(exchange, 200, "{\"created\":0}");
          } else {
            reply(
                exchange,
                422,
                "{\"errors\":[{\"row\":2,\"column\":\"plan\",\"code\":\"adopted\",\"value\":\"p\",\"detail\":\"an approved act alone changes it\"}]}");
          }
        });
    answer("/v1/platforms/p", 404, "{}");
    answer("/v1/aliases/imports", 200, "{\"created\":1}");

    assertThat(offer()).isTrue();

    assertThat(output()).contains("row 2: an approved act alone changes it", "09-aliases.csv");
    assertThat(asked).anyMatch(request -> request.contains("/v1/aliases/imports"));
  }

  @Test
  void aFileWithErrorsDoesNotStopTheStartAndIsNoSuccess() throws IOException {
    file("08-platforms.csv", "code\n");
    answer(
        "/v1/platforms/imports",
        422,
        "{\"errors\":[{\"row\":2,\"column\":\"code\",\"code\":\"pattern\",\"detail\":\"a code\"}]}");

    assertThat(offer()).isFalse();

    assertThat(output()).contains("is not loaded", "row 2, column code: a code");
    assertThat(asked).noneMatch(request -> request.contains("mode=valid"));
  }

  @Test
  void aChangedPasswordLeavesTheFilesForLater() throws IOException {
    file("07-platforms.csv", "code\n");
    file("08-platforms.csv", "code,name\n");
    var logins = new AtomicInteger();
    keycloak.createContext(
        "/form",
        exchange -> {
          logins.incrementAndGet();
          send(exchange, 200, "the form again");
        });

    assertThat(offer()).isTrue();

    assertThat(output())
        .contains("waits for the next ./zhihe up")
        .contains("Keycloak did not let editor-demo in")
        .contains("keycloak-admin, sets it back");
    assertThat(logins).as("more attempts would lock the account").hasValue(1);
  }

  private boolean offer() {
    return loader().offer(folder);
  }

  private PlanLoad loader() {
    return new PlanLoad(state, ports, new PrintStream(printed, true, UTF_8));
  }

  private void load() {
    new PlanLoad(state, ports, new PrintStream(printed, true, UTF_8)).load(folder);
  }

  private String output() {
    return printed.toString(UTF_8);
  }

  private void file(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void answer(String path, int status, String body) {
    gateway.createContext(path, exchange -> reply(exchange, status, body));
  }

  /** Answers 200, and keeps what was sent. */
  private void kept(String path, String answer) {
    gateway.createContext(
        path,
        exchange -> {
          keep(exchange);
          reply(exchange, 200, answer);
        });
  }

  private void keep(HttpExchange exchange) throws IOException {
    bodies.add(
        exchange.getRequestURI()
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
  }

  private void reply(HttpExchange exchange, int status, String body) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    send(exchange, status, body);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** The login page, the form's redirect with a code, the token for it. */
  private static void logIn(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (path.endsWith("/auth")) {
      var state =
          List.of(exchange.getRequestURI().getQuery().split("&")).stream()
              .filter(parameter -> parameter.startsWith("state="))
              .findFirst()
              .orElseThrow()
              .substring("state=".length());
      send(
          exchange,
          200,
          "<form id=\"kc-form-login\" action=\"http://localhost:%d/form?state=%s\">"
              .formatted(exchange.getLocalAddress().getPort(), URLEncoder.encode(state, UTF_8)));
    } else if (path.equals("/form")) {
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              "http://127.0.0.1:8765/callback?code=c&" + exchange.getRequestURI().getRawQuery());
      send(exchange, 302, "");
    } else {
      send(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":300}");
    }
  }

  private static HttpServer server() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }
}
