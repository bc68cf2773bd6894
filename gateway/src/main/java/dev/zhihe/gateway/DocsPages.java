package dev.zhihe.gateway;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/** The interactive API documentation: Swagger UI with its content security policy. */
final class DocsPages {
  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/";

  /** The address to which the login server redirects browsers. It has parameters of its own. */
  private static final String AFTER_LOGIN = "/docs/oauth2-redirect.html";

  private DocsPages() {}

  /** The pages by address. {@code issuer} is the login server that their scripts may call. */
  static Map<String, Consumer<RoutingContext>> of(URI issuer) {
    var pages = new HashMap<String, Consumer<RoutingContext>>();
    // Scripts and styles are loaded from here only. Scripts call the API and the login server only.
    var policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' "
            + issuer.resolve("/").toString().replaceAll("/$", "")
            + "; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
    Map.of(
            "/docs",
            "docs/index.html",
            "/docs/start.js",
            "docs/start.js",
            "/docs/swagger-ui.css",
            swaggerUi("swagger-ui.css"),
            "/docs/swagger-ui-bundle.js",
            swaggerUi("swagger-ui-bundle.js"),
            AFTER_LOGIN,
            swaggerUi("oauth2-redirect.html"),
            "/docs/oauth2-redirect.js",
            swaggerUi("oauth2-redirect.js"),
            "/docs/favicon.png",
            swaggerUi("favicon-32x32.png"))
        .forEach(
            (path, name) -> {
              var page = FixedPage.of(typeOf(name), Bundled.bytes(name));
              Consumer<RoutingContext> guarded =
                  context -> {
                    context
                        .response()
                        .putHeader("Content-Security-Policy", policy)
                        .putHeader("X-Frame-Options", "DENY")
                        .putHeader("Referrer-Policy", "no-referrer");
                    page.accept(context);
                  };
              pages.put(
                  path,
                  path.equals(AFTER_LOGIN)
                      ? guarded
                      : Asked.in(typeOf(name).split(";", 2)[0], guarded));
            });
    return pages;
  }

  private static String typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      default -> "image/png";
    };
  }

  private static String swaggerUi(String file) {
    try (var coordinates =
        Bundled.resource("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      var properties = new Properties();
      properties.load(coordinates);
      return SWAGGER_UI + properties.getProperty("version") + "/" + file;
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
