package dev.zhihe.kit.security;

import dev.zhihe.kit.problem.Characters;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who is asking, and in which request. */
@RequestScoped
public class Caller {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final SecurityIdentity identity;
  private final RoutingContext request;
  private @Nullable Acting acting;

  Caller(SecurityIdentity identity, RoutingContext request) {
    this.identity = identity;
    this.request = request;
  }

  /**
   * On whose behalf something is done after the request is over.
   *
   * @param organisation unified social credit code of the caller's organisation
   */
  public record Acting(
      String name, String requestId, @Nullable String organisation, Set<String> roles) {}

  /** The caller, to be kept with work that is done later. */
  public Acting acting() {
    return acting == null
        ? new Acting(name(), requestId(), organisation(), identity.getRoles())
        : acting;
  }

  /**
   * From here on, in a context that belongs to no request, the caller is somebody who asked before.
   */
  public void actAs(Acting earlier) {
    acting = earlier;
  }

  /** The name that the log keeps: the token's user or client. */
  public String name() {
    if (acting != null) {
      return acting.name();
    }
    if (identity.isAnonymous()) {
      return "anonymous";
    }
    var name = identity.getPrincipal().getName();
    if (Characters.isBlank(name) || Characters.unfit(name) >= 0) {
      throw new UnauthorizedException("The token's name cannot be kept");
    }
    return name;
  }

  /** Whether the caller belongs to the bureau, which sees drafts and what was handed in. */
  public boolean inBureau() {
    return has("editor") || has("reviewer") || has("admin");
  }

  private boolean has(String role) {
    return acting == null ? identity.hasRole(role) : acting.roles().contains(role);
  }

  /**
   * The organisation that the caller acts for, by its unified social credit code: the token's claim
   * {@code org}, which counts for operators alone; null if there is none.
   */
  public @Nullable String organisation() {
    if (acting != null) {
      return acting.organisation();
    }
    return identity.hasRole("operator")
            && identity.getPrincipal() instanceof JsonWebToken token
            && token.getClaim("org") instanceof String code
            && Audience.isOrganisation(code)
        ? code
        : null;
  }

  /** The audiences the caller belongs to: of the states of entities, it may read theirs. */
  public Audiences audiences() {
    if (inBureau()) {
      return Audiences.BUREAU;
    }
    return has("consumer") || has("operator") ? Audiences.ofRole(organisation()) : Audiences.PUBLIC;
  }

  /** The request's id as the gateway gave it, or a new one. */
  public String requestId() {
    if (acting != null) {
      return acting.requestId();
    }
    String id = request.get("zhihe.request-id");
    if (id == null) {
      var sent = request.request().getHeader("X-Request-Id");
      id = sent != null && REQUEST_ID.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
      request.put("zhihe.request-id", id);
    }
    return id;
  }
}
