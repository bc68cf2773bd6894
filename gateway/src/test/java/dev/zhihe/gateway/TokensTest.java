package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestPorts.class)
class TokensTest {

  private static Peers peers;

  @BeforeAll
  static void start() {
    peers = Peers.started();
  }

  @AfterAll
  static void stop() {
    peers.close();
  }

  @Test
  void letsAValidTokenThroughToTheService() throws IOException {
    var token = TestTokens.valid();

    var answer = Caller.getWith(token, "/v1/plans");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Caller.json(answer).getJsonObject("headers").getJsonArray("authorization"))
        .containsExactly("Bearer " + token);
  }

  @Test
  void letsThoseWithoutATokenThroughBecauseTheServicesKnowWhatIsPublic() throws IOException {
    assertThat(Caller.get("/v1/plans").statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> badTokens() throws GeneralSecurityException {
    return Stream.of(
        Arguments.of("alg none", TestTokens.unsigned()),
        Arguments.of("the public key as a shared secret", TestTokens.withThePublicKeyAsSecret()),
        Arguments.of(
            "another RSA algorithm",
            TestTokens.signedWith(jws -> jws.setAlgorithmHeaderValue("RS512"))),
        Arguments.of("a stranger's key under our key id", TestTokens.byAStranger()),
        Arguments.of(
            "an unknown key id", TestTokens.signedWith(jws -> jws.setKeyIdHeaderValue("unknown"))),
        Arguments.of(
            "a key address of its own",
            TestTokens.signedWith(
                jws -> {
                  jws.setKeyIdHeaderValue("theirs");
                  jws.setHeader("jku", "http://127.0.0.1:1/keys");
                })),
        Arguments.of(
            "expired",
            TestTokens.with(
                claims -> claims.setExpirationTime(NumericDate.fromSeconds(1_700_000_000)))),
        Arguments.of("no expiry", TestTokens.with(claims -> claims.unsetClaim("exp"))),
        Arguments.of(
            "not yet valid", TestTokens.with(claims -> claims.setNotBeforeMinutesInThePast(-5))),
        Arguments.of("another audience", TestTokens.with(claims -> claims.setAudience("account"))),
        Arguments.of("no audience", TestTokens.with(claims -> claims.unsetClaim("aud"))),
        Arguments.of(
            "another issuer",
            TestTokens.with(claims -> claims.setIssuer("http://localhost:8180/realms/master"))),
        Arguments.of("no issuer", TestTokens.with(claims -> claims.unsetClaim("iss"))),
        Arguments.of("an ID token", TestTokens.with(claims -> claims.setStringClaim("typ", "ID"))),
        Arguments.of(
            "a refresh token", TestTokens.with(claims -> claims.setStringClaim("typ", "Refresh"))),
        Arguments.of(
            "no user name", TestTokens.with(claims -> claims.unsetClaim("preferred_username"))),
        Arguments.of(
            "a blank user name",
            TestTokens.with(claims -> claims.setStringClaim("preferred_username", " "))),
        Arguments.of(
            "a user name that is no text",
            TestTokens.with(claims -> claims.setClaim("preferred_username", 7))),
        Arguments.of("tampered claims", tampered()),
        Arguments.of("opaque", "abc"),
        Arguments.of("five parts", "a.b.c.d.e"),
        Arguments.of("garbled header", "!!!.e30.AAAA"),
        Arguments.of("header that is no JSON", "AAAA.e30.AAAA"),
        Arguments.of("too long", "A".repeat(12_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void refusesABadTokenAnywhere(String why, String token) throws IOException {
    for (var path : new String[] {"/v1/plans", "/v1/snapshots/projects?parts=1"}) {
      var answer = Caller.getWith(token, path);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"zhihe\", error=\"invalid_token\"");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(Caller.json(answer).getString("type"))
          .isEqualTo("https://zhihe.dev/problems/unauthorized");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic YTpi",
        "Bearer",
        "Bearer ",
        "bearer  x.y.z",
        "DPoP e30.e30.e30",
        "Negotiate abc"
      })
  void refusesCredentialsOfAnotherKind(String authorization) throws IOException {
    assertThat(
            Caller.send(Caller.to("/v1/plans").header("Authorization", authorization)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void asksTheLoginServerOnlyNowAndThenWhileStrangersShowUnknownKeys() throws IOException {
    Caller.getWith(TestTokens.valid(), "/v1/plans");
    var before = peers.keyRequests.get();
    var begin = System.nanoTime();

    for (var i = 0; i < 200; i++) {
      var unknown = "flood-" + i;
      assertThat(
              Caller.getWith(
                      TestTokens.signedWith(jws -> jws.setKeyIdHeaderValue(unknown)), "/v1/plans")
                  .statusCode())
          .isEqualTo(401);
    }

    // Once every ten seconds, and a slow machine may need several times ten.
    var intervals = Duration.ofNanos(System.nanoTime() - begin).toSeconds() / 10;
    assertThat(peers.keyRequests.get() - before).isLessThanOrEqualTo((int) (1 + intervals));
    assertThat(Caller.getWith(TestTokens.valid(), "/v1/plans").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesABadTokenBeforeTheUploadBegins() throws IOException {
    var answer =
        Caller.raw(
            "POST /v1/plans/imports HTTP/1.1\r\nHost: zhihe\r\nAuthorization: Bearer x.y.z\r\n"
                + "Expect: 100-continue\r\nContent-Length: 100000000\r\n\r\n");

    assertThat(Caller.status(answer)).isEqualTo(401);
    assertThat(answer).contains("connection: close");
  }

  @Test
  void needsNoTokenForItsOwnPages() throws IOException {
    assertThat(Caller.send(Caller.to("/docs").header("Authorization", "Bearer x")).statusCode())
        .isEqualTo(200);
    assertThat(
            Caller.send(
                    Caller.to("/v1/reports")
                        .POST(BodyPublishers.ofString("{}"))
                        .header("Authorization", "Bearer x"))
                .statusCode())
        .isEqualTo(401);
  }

  private static String tampered() {
    var parts = TestTokens.valid().split("\\.", -1);
    var other = TestTokens.with(claims -> claims.setSubject("admin-demo")).split("\\.", -1);
    return parts[0] + "." + other[1] + "." + parts[2];
  }
}
