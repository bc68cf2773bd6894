package dev.zhihe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Realm;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A login of a local demo account. {@link #token} is always valid for at least another minute.
 *
 * <p>A person's account uses the real login, authorization code with PKCE, as a browser does. The
 * system's account uses its client credentials.
 */
public final class Login {
  private static final int ATTEMPTS = 3;

  private static final String CLIENT = "zhihe-cli";
  private static final String REDIRECT = "http://127.0.0.1:8765/callback";
  private static final Pattern FORM = Pattern.compile("<form[^>]*\\bid=\"kc-form-login\"[^>]*>");
  private static final Pattern ACTION = Pattern.compile("\\baction=\"([^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path run;
  private final String issuer;
  private final String name;
  private String access = "";
  private @Nullable String refresh;
  private Instant renewAt = Instant.MIN;

  /** The login of one of the demo accounts, of which {@link Realm} has the names. */
  public Login(Path state, Ports ports, String name) {
    if (!Realm.PEOPLE.contains(name) && !Realm.SYSTEM.equals(name)) {
      throw new Trouble(
          "There is no local account "
              + name
              + ". There are "
              + String.join(", ", Realm.PEOPLE)
              + " and "
              + Realm.SYSTEM
              + ".");
    }
    this.run = state.resolve("run");
    this.issuer = ports.issuer();
    this.name = name;
  }

  /** Whether it is the login of this account. */
  boolean isOf(String account) {
    return name.equals(account);
  }

  /** The access token. It is renewed if it is about to expire. */
  public synchronized String token() {
    if (Instant.now().isAfter(renewAt)) {
      take(renewed());
    }
    return access;
  }

  /** Discards the token, because it was refused. The next call asks for a new one. */
  synchronized void forget() {
    renewAt = Instant.MIN;
    refresh = null;
  }

  private JsonNode renewed() {
    if (Realm.SYSTEM.equals(name)) {
      return exchange(
          Map.of("grant_type", "client_credentials", "client_id", name, "client_secret", name),
          "log in as " + name);
    }
    if (refresh != null) {
      var answer =
          post(
              issuer + "/protocol/openid-connect/token",
              Map.of("grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", refresh),
              "");
      if (answer.statusCode() == 200) {
        return json(answer.body());
      }
      // The session has ended, so log in again.
    }
    return inTurn(() -> loggedIn(1));
  }

  /**
   * Allows one login of an account at a time on this machine. Keycloak takes simultaneous logins
   * for password guessing, and locks the account.
   */
  private <T> T inTurn(Supplier<T> login) {
    var lock = Checkout.makePrivate(run).resolve("login-" + name + ".lock");
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var turn = channel.lock()) {
      return turn.isValid() ? login.get() : inTurn(login);
    } catch (IOException e) {
      throw Checkout.failed("lock " + lock, e);
    }
  }

  /** Keycloak refuses the local password, or has locked the account. */
  static final class Refused extends Trouble {
    private static final long serialVersionUID = 1L;

    private Refused(String message) {
      super(message);
    }
  }

  private JsonNode loggedIn(int attempt) {
    var verifier = random(48);
    var state = random(16);
    var page =
        Web.send(
            HttpRequest.newBuilder(
                    URI.create(
                        issuer
                            + "/protocol/openid-connect/auth?"
                            + Web.form(
                                Map.of(
                                    "client_id",
                                    CLIENT,
                                    "response_type",
                                    "code",
                                    "scope",
                                    "openid",
                                    "redirect_uri",
                                    REDIRECT,
                                    "state",
                                    state,
                                    "code_challenge",
                                    challenge(verifier),
                                    "code_challenge_method",
                                    "S256"))))
                .timeout(Duration.ofSeconds(30))
                .build(),
            "Keycloak");
    if (page.statusCode() >= 500 && attempt < ATTEMPTS) {
      return loggedInLater(attempt);
    }
    var loginForm = FORM.matcher(page.body());
    var action = loginForm.find() ? ACTION.matcher(loginForm.group()) : null;
    if (page.statusCode() != 200 || action == null || !action.find()) {
      throw new Trouble(
          "Keycloak showed no login page for client "
              + CLIENT
              + " (status "
              + page.statusCode()
              + "): see ./zhihe logs keycloak.");
    }
    var answer =
        post(
            action.group(1).replace("&amp;", "&"),
            Map.of("username", name, "password", name),
            cookies(page));
    if (answer.statusCode() >= 500 && attempt < ATTEMPTS) {
      return loggedInLater(attempt);
    }
    var location = answer.headers().firstValue("Location").orElse("");
    if (answer.statusCode() == 200) { // the form again
      throw new Refused(
          "Keycloak did not let "
              + name
              + " in with its local password, which is its name: was it changed, or locked for a while after wrong attempts? ./zhihe logs keycloak tells. "
              + server()
              + "/admin/master/console/#/"
              + Realm.NAME
              + "/users, as "
              + Realm.ADMINISTRATOR
              + ", sets it back.");
    }
    if (answer.statusCode() != 302 || !location.startsWith(REDIRECT + "?")) {
      throw new Trouble(
          "Keycloak answered the login of "
              + name
              + " with "
              + answer.statusCode()
              + ": ./zhihe logs keycloak tells why, ./zhihe status what runs.");
    }
    var parameters = parameters(URI.create(location).getRawQuery());
    if (!state.equals(parameters.get("state")) || parameters.get("code") == null) {
      throw new Trouble(
          "Keycloak's answer to the login of "
              + name
              + " carries no code: "
              + parameters.getOrDefault(
                  "error_description", parameters.getOrDefault("error", "another state"))
              + ".");
    }
    return exchange(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            CLIENT,
            "code",
            parameters.get("code"),
            "redirect_uri",
            REDIRECT,
            "code_verifier",
            verifier),
        "log in as " + name);
  }

  /** Retries after an error of Keycloak, such as a lost connection to a restarted database. */
  private JsonNode loggedInLater(int attempt) {
    Web.pause(attempt);
    return loggedIn(attempt + 1);
  }

  /**
   * Sends a request as this account. The request must be repeatable. An expired token is renewed. A
   * busy server is asked again after its Retry-After.
   */
  HttpResponse<String> send(Supplier<HttpRequest.Builder> request) {
    for (var attempt = 1; ; attempt++) {
      var answer =
          Web.send(
              request
                  .get()
                  .header("Authorization", "Bearer " + token())
                  .header("Accept-Language", language())
                  .build(),
              "The gateway");
      if (attempt == ATTEMPTS || !List.of(401, 429, 503).contains(answer.statusCode())) {
        return answer;
      }
      if (answer.statusCode() == 401) {
        forget();
      } else {
        Web.pause(answer.headers().firstValueAsLong("Retry-After").orElse(attempt));
      }
    }
  }

  private static String language() {
    return System.getenv().getOrDefault("LANG", "").startsWith("zh") ? "zh-CN" : "en";
  }

  private String server() {
    return issuer.substring(0, issuer.indexOf("/realms/"));
  }

  private JsonNode exchange(Map<String, String> request, String what) {
    var answer = post(issuer + "/protocol/openid-connect/token", request, "");
    if (answer.statusCode() != 200) {
      throw new Trouble(
          "Could not " + what + ": Keycloak answered " + answer.statusCode() + " " + answer.body());
    }
    return json(answer.body());
  }

  private void take(JsonNode tokens) {
    access = tokens.path("access_token").asText();
    refresh = tokens.path("refresh_token").asText(null);
    renewAt = Instant.now().plusSeconds(Math.max(0, tokens.path("expires_in").asLong() - 60));
  }

  private static HttpResponse<String> post(
      String address, Map<String, String> form, String cookies) {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Web.form(form)));
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookies);
    }
    return Web.send(request.build(), "Keycloak");
  }

  /**
   * The page's cookies as a header. Keycloak marks them Secure on localhost too, and Java's cookie
   * store would not send them over HTTP.
   */
  private static String cookies(HttpResponse<?> page) {
    return page.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }

  private static Map<String, String> parameters(String query) {
    return Pattern.compile("&")
        .splitAsStream(query)
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                (one, other) -> one));
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Trouble("Keycloak's answer is not JSON: " + body, e);
    }
  }
}
