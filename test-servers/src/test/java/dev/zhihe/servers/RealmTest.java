package dev.zhihe.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The committed realm file, point by point. */
class RealmTest {
  private static final List<String> PEOPLES_ROLES =
      List.of("operator", "editor", "reviewer", "admin");

  private final JsonNode realm;

  RealmTest() throws IOException {
    realm =
        new ObjectMapper()
            .readTree(Files.readString(Checkout.root().resolve("deploy/keycloak/realm.json")));
  }

  @Test
  void nobodyCanHandAPasswordToAClient() {
    assertThat(clients())
        .isNotEmpty()
        .allSatisfy(
            client -> {
              assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
              assertThat(client.path("implicitFlowEnabled").asBoolean(true)).isFalse();
              assertThat(
                      client.at("/attributes/oauth2.device.authorization.grant.enabled").asText())
                  .isEqualTo("false");
              assertThat(client.at("/attributes/oidc.ciba.grant.enabled").asText())
                  .isEqualTo("false");
            });
  }

  @Test
  void everyLoginProvesItsCodeWithS256() {
    assertThat(clients())
        .filteredOn(client -> client.path("standardFlowEnabled").asBoolean(true))
        .hasSize(2)
        .allSatisfy(
            client -> {
              assertThat(client.at("/attributes/pkce.code.challenge.method").asText())
                  .isEqualTo("S256");
              assertThat(client.path("publicClient").asBoolean()).isTrue();
              assertThat(client.has("secret")).isFalse();
            });
  }

  @Test
  void redirectsAreExactAndLocal() {
    assertThat(texts(client("zhihe-cli").path("redirectUris")))
        .containsExactly("http://127.0.0.1:8765/callback");
    assertThat(texts(client("zhihe-docs").path("redirectUris")))
        .containsExactly(
            "http://localhost:8080/docs/oauth2-redirect.html",
            "http://127.0.0.1:8080/docs/oauth2-redirect.html");
    assertThat(clients())
        .allSatisfy(
            client -> {
              assertThat(texts(client.path("redirectUris")))
                  .noneMatch(uri -> uri.contains("*"))
                  .allMatch(
                      uri -> List.of("localhost", "127.0.0.1").contains(URI.create(uri).getHost()));
              assertThat(texts(client.path("webOrigins"))).doesNotContain("*", "+");
            });
  }

  @Test
  void aClientSeesNoMoreRolesThanItIsFor() {
    assertThat(clients())
        .allSatisfy(
            client -> {
              assertThat(client.path("fullScopeAllowed").asBoolean(true)).isFalse();
              assertThat(texts(client.path("defaultClientScopes"))).containsExactly("zhihe");
              assertThat(texts(client.path("optionalClientScopes"))).isEmpty();
            });
    assertThat(rolesMappedTo("consumer-demo")).containsExactly("consumer");
    assertThat(rolesMappedTo("zhihe-cli")).containsExactlyElementsOf(PEOPLES_ROLES);
    assertThat(rolesMappedTo("zhihe-docs")).containsExactlyElementsOf(PEOPLES_ROLES);
  }

  @Test
  void aServiceAccountHasItsOwnRolesAndNothingElse() {
    assertThat(clients())
        .filteredOn(client -> client.path("serviceAccountsEnabled").asBoolean(true))
        .extracting(client -> client.path("clientId").asText())
        .containsExactly("consumer-demo");
    var consumer = client("consumer-demo");
    assertThat(consumer.path("publicClient").asBoolean(true)).isFalse();
    assertThat(consumer.path("standardFlowEnabled").asBoolean(true)).isFalse();
    var account = user("service-account-consumer-demo");
    assertThat(account.path("serviceAccountClientId").asText()).isEqualTo("consumer-demo");
    assertThat(texts(account.path("realmRoles"))).containsExactly("consumer");
    assertThat(account.has("clientRoles")).isFalse();
  }

  @Test
  void tokensAreShortAndRefreshTokensAreGoodOnce() {
    assertThat(realm.path("accessTokenLifespan").asInt()).isEqualTo(300);
    assertThat(realm.path("revokeRefreshToken").asBoolean()).isTrue();
    assertThat(realm.path("refreshTokenMaxReuse").asInt(-1)).isZero();
    assertThat(clients())
        .noneMatch(client -> client.at("/attributes").has("access.token.lifespan"));
  }

  @Test
  void guessingPasswordsIsSlowedDown() {
    assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
    assertThat(realm.path("failureFactor").asInt()).isBetween(1, 10);
    assertThat(realm.path("maxFailureWaitSeconds").asInt()).isGreaterThanOrEqualTo(900);
  }

  @Test
  void refusedLoginsAreLoggedAndKept() {
    assertThat(texts(realm.path("eventsListeners"))).contains("jboss-logging");
    assertThat(realm.path("eventsEnabled").asBoolean()).isTrue();
    assertThat(realm.has("enabledEventTypes")).as("all types are kept").isFalse();
  }

  @Test
  void nobodyRegistersHimself() {
    assertThat(realm.path("registrationAllowed").asBoolean(true)).isFalse();
    assertThat(realm.path("resetPasswordAllowed").asBoolean(true)).isFalse();
    assertThat(realm.at("/defaultRole/name").asText()).isEqualTo("default-roles-zhihe");
    assertThat(StreamSupport.stream(realm.at("/roles/realm").spliterator(), false))
        .noneMatch(role -> role.has("composites"));
  }

  @Test
  void tokensNameTheApiTheRolesAndTheOrganisation() {
    assertThat(mapper("oidc-audience-mapper"))
        .containsEntry("included.custom.audience", "zhihe-api")
        .containsEntry("access.token.claim", "true");
    assertThat(mapper("oidc-usermodel-realm-role-mapper"))
        .containsEntry("claim.name", "realm_access.roles")
        .containsEntry("multivalued", "true");
    assertThat(mapper("oidc-sub-mapper")).containsEntry("access.token.claim", "true");
    var scope = realm.path("clientScopes");
    assertThat(scope).hasSize(1);
    assertThat(texts(realm.path("defaultDefaultClientScopes"))).containsExactly("zhihe");
    assertThat(StreamSupport.stream(scope.get(0).path("protocolMappers").spliterator(), false))
        .anyMatch(
            mapper ->
                mapper.at("/config/claim.name").asText().equals("org")
                    && mapper.at("/config/user.attribute").asText().equals("org"));
  }

  @Test
  void theOrganisationIsAnAttributeOnlyAnAdministratorWrites() throws IOException {
    var profile =
        new ObjectMapper()
            .readTree(
                realm
                    .at(
                        "/components/org.keycloak.userprofile.UserProfileProvider/0/config/kc.user.profile.config/0")
                    .asText());
    var org =
        StreamSupport.stream(profile.path("attributes").spliterator(), false)
            .filter(attribute -> attribute.path("name").asText().equals("org"))
            .findFirst()
            .orElseThrow();
    assertThat(texts(org.at("/permissions/edit"))).containsExactly("admin");
    assertThat(profile.has("unmanagedAttributePolicy")).isFalse();
  }

  @Test
  void eachDemoAccountHasOneRoleAndANameThatSaysDemo() {
    var accounts =
        Map.of(
            "editor-demo",
            "editor",
            "reviewer-demo",
            "reviewer",
            "operator-demo",
            "operator",
            "admin-demo",
            "admin");
    accounts.forEach(
        (name, role) -> assertThat(texts(user(name).path("realmRoles"))).containsExactly(role));
    assertThat(realm.path("users"))
        .hasSize(accounts.size() + 1)
        .allSatisfy(user -> assertThat(user.path("username").asText()).endsWith("-demo"));
    assertThat(user("operator-demo").at("/attributes/org/0").asText())
        .matches("[0-9A-HJ-NPQRTUWXY]{18}");
    assertThat(Realm.PEOPLE).containsExactlyInAnyOrderElementsOf(accounts.keySet());
  }

  @Test
  void redirectsFollowAMovedGateway() {
    assertThat(Realm.wanted(7070).toString())
        .contains("http://localhost:7070/docs/oauth2-redirect.html")
        .doesNotContain(":8080");
  }

  @Test
  void addressesMoveWithThePortAndThoseAddedByHandStay() {
    var json = new ObjectMapper().createObjectNode();
    var there = json.putArray("there");
    there.add("http://localhost:8080/docs").add("http://localhost:7070/docs");
    there.add("https://docs.example.org/callback");
    var before = json.putArray("before").add("http://localhost:8080/docs").add("http://gone/");
    there.add("http://gone/");
    var wanted = json.putArray("wanted").add("http://localhost:9090/docs");

    assertThat(texts(Realm.moved(there, before, wanted)))
        .containsExactly("https://docs.example.org/callback", "http://localhost:9090/docs");
    assertThat(texts(Realm.moved(there, json.path("unknown"), wanted)))
        .containsExactly(
            "https://docs.example.org/callback", "http://gone/", "http://localhost:9090/docs");
  }

  private List<JsonNode> clients() {
    return StreamSupport.stream(realm.path("clients").spliterator(), false).toList();
  }

  private JsonNode client(String id) {
    return clients().stream()
        .filter(client -> client.path("clientId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode user(String name) {
    return StreamSupport.stream(realm.path("users").spliterator(), false)
        .filter(user -> user.path("username").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> rolesMappedTo(String client) {
    return StreamSupport.stream(realm.path("scopeMappings").spliterator(), false)
        .filter(mapping -> mapping.path("client").asText().equals(client))
        .flatMap(mapping -> texts(mapping.path("roles")).stream())
        .toList();
  }

  private Map<String, String> mapper(String kind) {
    var config =
        StreamSupport.stream(realm.at("/clientScopes/0/protocolMappers").spliterator(), false)
            .filter(mapper -> mapper.path("protocolMapper").asText().equals(kind))
            .findFirst()
            .orElseThrow()
            .path("config");
    return new ObjectMapper()
        .convertValue(
            config, new com.fasterxml.jackson.core.type.TypeReference<Map<String, String>>() {});
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
