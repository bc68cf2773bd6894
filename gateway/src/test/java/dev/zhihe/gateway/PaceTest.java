package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the gateway waits, by the kind of request. */
class PaceTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /v1/plans, , PLAIN",
    "GET, /v1/plans, format=csv, STREAM",
    "GET, /v1/plans, format=json, PLAIN",
    "POST, /v1/plans/imports, , STREAM",
    "GET, /v1/changes/indicators, wait=20, WAIT",
    "GET, /v1/changes/indicators, wait=0, PLAIN",
    "GET, /v1/changes/indicators/digest, , STREAM",
    "GET, /v1/snapshots/indicators, , STREAM",
    "GET, /v1/audit/indicators/verify, , STREAM",
    "GET, /v1/reports, , PLAIN",
    "POST, /v1/reports, , PLAIN",
    "POST, /v1/reports/x/approval, , PLAIN",
    "POST, /v1/change-requests/x/approval, , STREAM",
    "POST, /v1/change-requests/x/return, , PLAIN",
    "GET, /v1/reports/x/verification, , STREAM"
  })
  void isAsPatientAsTheWorkIsLong(
      HttpMethod method, String path, @Nullable String query, Pace pace) {
    assertThat(Pace.of(request(method, path, query))).isEqualTo(pace);
  }

  private static HttpServerRequest request(HttpMethod method, String path, @Nullable String query) {
    return (HttpServerRequest)
        Proxy.newProxyInstance(
            PaceTest.class.getClassLoader(),
            new Class<?>[] {HttpServerRequest.class},
            (self, called, arguments) ->
                switch (called.getName()) {
                  case "method" -> method;
                  case "path" -> path;
                  case "query" -> query;
                  case "uri" -> query == null ? path : path + "?" + query;
                  default -> null;
                });
  }
}
