package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What misuse leaves in the logs of a suite as users start it. */
class MisuseTest {
  private static final Pattern ACTION = Pattern.compile("\\baction=\"([^\"]+)\"");

  private final RunningSuite suite = RunningSuite.get();
  private final String issuer = "http://localhost:" + suite.port("KEYCLOAK") + "/realms/zhihe";

  @Test
  void aRefusedLoginLeavesOneLineAtKeycloak() throws Exception {
    var name = "nobody-" + UUID.randomUUID();
    var page =
        send(
            HttpRequest.newBuilder(
                URI.create(
                    issuer
                        + "/protocol/openid-connect/auth?"
                        + form(
                            Map.of(
                                "client_id",
                                "zhihe-cli",
                                "response_type",
                                "code",
                                "scope",
                                "openid",
                                "redirect_uri",
                                "http://127.0.0.1:8765/callback",
                                "code_challenge",
                                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                                "code_challenge_method",
                                "S256")))));
    var action = ACTION.matcher(page.body());
    assertThat(action.find()).as(page.body()).isTrue();
    send(
        HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Cookie",
                page.headers().allValues("Set-Cookie").stream()
                    .map(cookie -> cookie.split(";", 2)[0])
                    .collect(Collectors.joining("; ")))
            .POST(
                BodyPublishers.ofString(
                    form(Map.of("username", name, "password", "canary-password")))));

    assertThat(suite.logged("keycloak", name))
        .singleElement()
        .asString()
        .contains("WARN", "type=\"LOGIN_ERROR\"", "ipAddress=\"127.0.0.1\"", "user_not_found")
        .contains("clientId=\"zhihe-cli\"");
    assertThat(suite.logged("keycloak", "canary-password")).isEmpty();
  }

  @Test
  void aSystemWithAWrongSecretLeavesOneLineAtKeycloak() throws Exception {
    var secret = "wrong-" + UUID.randomUUID();
    var before = suite.logged("keycloak", "CLIENT_LOGIN_ERROR").size();

    var answer =
        send(
            HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        form(
                            Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "consumer-demo",
                                "client_secret",
                                secret)))));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(suite.logged("keycloak", "CLIENT_LOGIN_ERROR")).hasSize(before + 1);
    assertThat(suite.logged("keycloak", secret)).isEmpty();
  }

  @Test
  void aRefusedTokenIsLoggedByTheGatewayAndARefusedRoleByTheService() {
    var token = suite.token("consumer-demo");
    var forged = suite.get("/v1/plans", "Authorization", "Bearer " + token + "x");
    var idle = suite.getAs("consumer-demo", "/v1/jobs/indicators/none");

    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(suite.logged("gateway", id(forged)))
        .singleElement()
        .asString()
        .contains("{\"event\":\"access-refused\",\"kind\":\"token\",\"status\":401");
    assertThat(suite.logged("indicators", id(forged))).isEmpty();
    assertThat(idle.statusCode()).isEqualTo(403);
    assertThat(suite.logged("indicators", id(idle)))
        .singleElement()
        .asString()
        .contains("{\"event\":\"access-refused\",\"kind\":\"role\",\"status\":403")
        .contains("\"caller\":\"service-account-consumer-demo\"", "\"address\":\"127.0.0.1\"");
    assertThat(suite.logged("gateway", id(idle))).isEmpty();
  }

  private static String id(HttpResponse<?> answer) {
    return answer.headers().firstValue("X-Request-Id").orElseThrow();
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
