package dev.zhihe.local;

/** Keycloak with the realm {@code zhihe}, on the loopback address. */
final class Keycloak {
  static final String NAME = "keycloak";

  private Keycloak() {}
}
