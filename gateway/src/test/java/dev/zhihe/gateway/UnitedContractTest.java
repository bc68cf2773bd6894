package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitedContractTest {

  private static final String PROBLEM = "components: {schemas: {Problem: {type: object}}}";

  @Test
  void unitesWhatTheServicesSay() throws JsonProcessingException {
    var united =
        unite(
            """
            openapi: 3.1.0
            info: {license: {name: none granted}, contact: {name: the bureau}}
            tags: [{name: plans, description: 规划}]
            security: [{oidc: [editor]}]
            paths:
              /v1/plans:
                get: {operationId: listPlans, security: [{}, {oidc: []}], parameters: [{name: on, in: query}]}
                post: {operationId: createPlan}
            components: {schemas: {Problem: {type: object}, Plan: {type: object}}, securitySchemes: {oidc: {type: http}}}
            """,
            """
            openapi: 3.1.0
            tags: [{name: projects}]
            paths: {/v1/projects: {get: {operationId: listProjects}}}
            components: {schemas: {Problem: {type: object}}}
            """);

    assertThat(united.at("/openapi").asText()).isEqualTo("3.1.0");
    assertThat(united.at("/info/license/name").asText()).isEqualTo("none granted");
    assertThat(united.at("/info/contact/name").asText()).isEqualTo("the bureau");
    assertThat(united.path("paths").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("/v1/plans", "/v1/projects");
    assertThat(united.at("/components/schemas").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("Problem", "Plan");
    assertThat(united.path("tags")).hasSize(2);
    assertThat(united.at("/servers/0/url").asText()).isEqualTo("/");
    assertThat(united.path("paths").path("/v1/plans").at("/get/parameters/0/name").asText())
        .as("YAML 1.1 would read true")
        .isEqualTo("on");
    assertThat(united.path("paths").path("/v1/plans").at("/get/security"))
        .hasToString("[{},{\"keycloak\":[]}]");
    assertThat(united.path("paths").path("/v1/plans").at("/post/security"))
        .hasToString("[{\"keycloak\":[]}]");
    assertThat(united.path("paths").path("/v1/projects").at("/get/security"))
        .as("public, and a token is welcome")
        .hasToString("[{},{\"keycloak\":[]}]");
    assertThat(united.at("/components/securitySchemes").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("keycloak");
    assertThat(
            united
                .at("/components/securitySchemes/keycloak/flows/authorizationCode/tokenUrl")
                .asText())
        .isEqualTo("http://localhost:8180/realms/zhihe/protocol/openid-connect/token");
  }

  @Test
  void namesBothFilesWhenOneNameMeansTwoThings() {
    assertThatThrownBy(
            () ->
                unite(
                    "{openapi: 3.1.0, " + PROBLEM + "}",
                    "{openapi: 3.1.0, components: {schemas: {Problem: {type: string}}}}"))
        .hasMessageContaining(
            "components/schemas/Problem differs between indicators-service/openapi.yaml and projects-service/openapi.yaml");
  }

  @Test
  void reportsEveryClashAtOnce() {
    assertThatThrownBy(
            () ->
                unite(
                    "{openapi: 3.1.0, tags: [{name: a}], paths: {/v1/plans: {get: {operationId: list}}}}",
                    """
                    openapi: 3.0.3
                    tags: [{name: a, description: other}]
                    paths: {/v1/plans: {get: {}}, /v1/projects: {get: {operationId: list}}}
                    """))
        .hasMessageContaining("projects-service/openapi.yaml is OpenAPI 3.0.3, not 3.1")
        .hasMessageContaining(
            "path /v1/plans is in indicators-service/openapi.yaml and in projects-service/openapi.yaml")
        .hasMessageContaining("operationId list is in")
        .hasMessageContaining("tag a differs between");
  }

  @Test
  void theServicesContractsAreAllThereAndAgree() {
    var contracts = OwnPages.contracts();

    for (var service : Service.values()) {
      var file = service.label() + "-service/openapi.yaml";
      assertThat(contracts.containsKey(file))
          .as("%s came along", file)
          .isEqualTo(Files.exists(Path.of("..", file)));
    }
    assertThat(
            UnitedContract.of(contracts, URI.create("http://localhost:8180/realms/zhihe"), "1")
                .path("paths")
                .properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(
            contracts.values().stream()
                .flatMap(contract -> contract.path("paths").properties().stream())
                .map(Map.Entry::getKey)
                .toList());
  }

  @Test
  void everyAddressInTheContractsIsRoutedToItsService() {
    OwnPages.contracts()
        .forEach(
            (file, contract) ->
                contract
                    .path("paths")
                    .properties()
                    .forEach(
                        path ->
                            assertThat(
                                    Service.owning(path.getKey())
                                        .map(owner -> owner.label() + "-service/openapi.yaml"))
                                .as("%s in %s", path.getKey(), file)
                                .hasValue(file)));
  }

  private static ObjectNode unite(String indicators, String projects)
      throws JsonProcessingException {
    var contracts = new LinkedHashMap<String, JsonNode>();
    contracts.put("indicators-service/openapi.yaml", OwnPages.YAML.readTree(indicators));
    contracts.put("projects-service/openapi.yaml", OwnPages.YAML.readTree(projects));
    return UnitedContract.of(contracts, URI.create("http://localhost:8180/realms/zhihe"), "1");
  }
}
