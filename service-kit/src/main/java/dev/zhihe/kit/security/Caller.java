package dev.zhihe.kit.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import java.util.regex.Pattern;

/** Who is asking, and in which request. */
@RequestScoped
public class Caller {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final SecurityIdentity identity;
  private final RoutingContext request;

  Caller(SecurityIdentity identity, RoutingContext request) {
    this.identity = identity;
    this.request = request;
  }

  /** The name that the log keeps: the token's user or client. */
  public String name() {
    return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
  }

  /** Whether the caller belongs to the bureau, which sees drafts. */
  public boolean inBureau() {
    return identity.hasRole("editor") || identity.hasRole("reviewer") || identity.hasRole("admin");
  }

  /** The request's id as the gateway gave it, or a new one. */
  public String requestId() {
    String id = request.get("zhihe.request-id");
    if (id == null) {
      var sent = request.request().getHeader("X-Request-Id");
      id = sent != null && REQUEST_ID.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
      request.put("zhihe.request-id", id);
    }
    return id;
  }
}
