package dev.zhihe.local;

import java.util.Map;

/**
 * Where everything listens. Each port can be moved by its environment variable, and all that refers
 * to it follows.
 */
record Ports(
    int gateway,
    int indicators,
    int projects,
    int platforms,
    int gatewayManagement,
    int indicatorsManagement,
    int projectsManagement,
    int platformsManagement,
    int keycloak,
    int keycloakManagement,
    int kafka,
    int kafkaController,
    int postgres) {

  /** The environment's ports, or the usual ones. */
  static Ports of(Map<String, String> environment) {
    return new Ports(
        port(environment, "ZHIHE_GATEWAY_PORT", 8080),
        port(environment, "ZHIHE_INDICATORS_PORT", 8081),
        port(environment, "ZHIHE_PROJECTS_PORT", 8082),
        port(environment, "ZHIHE_PLATFORMS_PORT", 8083),
        port(environment, "ZHIHE_GATEWAY_MANAGEMENT_PORT", 9080),
        port(environment, "ZHIHE_INDICATORS_MANAGEMENT_PORT", 9081),
        port(environment, "ZHIHE_PROJECTS_MANAGEMENT_PORT", 9082),
        port(environment, "ZHIHE_PLATFORMS_MANAGEMENT_PORT", 9083),
        port(environment, "ZHIHE_KEYCLOAK_PORT", 8180),
        port(environment, "ZHIHE_KEYCLOAK_MANAGEMENT_PORT", 9180),
        port(environment, "ZHIHE_KAFKA_PORT", 19092),
        port(environment, "ZHIHE_KAFKA_CONTROLLER_PORT", 19093),
        port(environment, "ZHIHE_POSTGRES_PORT", 15432));
  }

  String issuer() {
    return "http://localhost:" + keycloak + "/realms/zhihe";
  }

  private static int port(Map<String, String> environment, String variable, int usual) {
    var stated = environment.getOrDefault(variable, "");
    if (stated.isBlank()) {
      return usual;
    }
    if (!stated.matches("\\d{1,5}")
        || Integer.parseInt(stated) < 1
        || Integer.parseInt(stated) > 65535) {
      throw new Trouble(
          variable
              + "="
              + stated
              + " is not a port: give a number from 1 to 65535, or unset it for "
              + usual
              + ".");
    }
    return Integer.parseInt(stated);
  }
}
