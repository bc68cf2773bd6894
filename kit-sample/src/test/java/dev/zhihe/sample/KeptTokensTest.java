package dev.zhihe.sample;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import dev.zhihe.token.VerifiedTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A token is verified once and then kept. What it proves stays the same. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class KeptTokensTest {
  private static final String ORGANISATION = "91500000MA5U0KEPT1";
  private static final String LIST = "/v1/topics?area=520091";

  @Inject VerifiedTokens tokens;

  @Test
  void aKeptTokenProvesTheSameCaller() {
    var token = fresh(Map.of("preferred_username", "kim", "org", ORGANISATION), "operator");
    assertThat(tokens.kept("Bearer " + token)).isNull();

    var verified = list(token);
    assertThat(tokens.kept("Bearer " + token)).isNotNull();
    var kept = list(token);

    assertThat(verified.statusCode()).isEqualTo(200);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(kept.header("ETag"))
        .as("the tag depends on the caller's roles and organisation")
        .isEqualTo(verified.header("ETag"))
        .isNotEqualTo(given().get(LIST).header("ETag"))
        .isNotEqualTo(list(fresh(Map.of("preferred_username", "kim"), "operator")).header("ETag"));
  }

  @Test
  void refusesAnotherSignatureUnderAKeptToken() {
    var token = fresh(Map.of("preferred_username", "kim"), "editor");
    assertThat(list(token).statusCode()).isEqualTo(200);
    var forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(342);

    assertThat(list(forged).statusCode()).isEqualTo(401);
    assertThat(list(forged).statusCode()).isEqualTo(401);
    assertThat(list(token).statusCode()).isEqualTo(200);
  }

  @Test
  void doesNotKeepARefusedToken() {
    var elsewhere = fresh(Map.of("preferred_username", "kim", "aud", "account"), "editor");
    var nameless = fresh(Map.of("preferred_username", " "), "editor");

    for (var token : new String[] {elsewhere, nameless}) {
      assertThat(list(token).statusCode()).isEqualTo(401);
      assertThat(tokens.kept("Bearer " + token)).isNull();
      assertThat(list(token).statusCode()).isEqualTo(401);
    }
  }

  private static Response list(String token) {
    return given().auth().oauth2(token).get(LIST);
  }

  /** A token that no other test has. */
  private static String fresh(Map<String, String> claims, String role) {
    var all = new HashMap<>(claims);
    all.put("jti", UUID.randomUUID().toString());
    return Tokens.signed(all, role);
  }
}
