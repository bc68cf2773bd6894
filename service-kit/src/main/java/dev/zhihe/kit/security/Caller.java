package dev.zhihe.kit.security;

import dev.zhihe.log.RefusedAccess;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. */
@RequestScoped
public class Caller {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

  private final SecurityIdentity identity;
  private final RoutingContext request;
  private @Nullable Acting acting;
  private @Nullable Audiences audiences;

  Caller(SecurityIdentity identity, RoutingContext request) {
    this.identity = identity;
    this.request = request;
  }

  /** The caller's identity, to be stored with work that runs later. */
  public Acting acting() {
    return acting == null
        ? new Acting(name(), requestId(), organisation(), identity.getRoles())
        : acting;
  }

  /** Sets the caller in a context outside any request. */
  public void actAs(Acting earlier) {
    acting = earlier;
    audiences = null;
  }

  /** Whether the request has a valid token. */
  public boolean isKnown() {
    return !identity.isAnonymous();
  }

  /** The name stored in the log: the token's user or client. */
  public String name() {
    if (acting != null) {
      return acting.name();
    }
    return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
  }

  /** Whether the caller belongs to the bureau, which may read drafts and submissions. */
  public boolean inBureau() {
    return has("editor") || has("reviewer") || has("admin");
  }

  /** Whether the caller prepares data for the bureau. */
  public boolean isEditor() {
    return has("editor");
  }

  private boolean has(String role) {
    return acting == null ? identity.hasRole(role) : acting.roles().contains(role);
  }

  /**
   * The unified social credit code of the organisation that the caller acts for, from the token's
   * claim {@code org}. The claim counts only for operators; null for everyone else.
   */
  public @Nullable String organisation() {
    if (acting != null) {
      return acting.organisation();
    }
    return organisation(identity);
  }

  private static @Nullable String organisation(SecurityIdentity identity) {
    return identity.hasRole("operator")
            && identity.getPrincipal() instanceof JsonWebToken token
            && token.getClaim("org") instanceof String code
            && Audience.isOrganisation(code)
        ? code
        : null;
  }

  /** The caller's audiences: it may read the states for these. */
  public Audiences audiences() {
    var known = audiences;
    if (known == null) {
      known = audiencesOf();
      audiences = known;
    }
    return known;
  }

  private Audiences audiencesOf() {
    if (acting == null && request.request().getHeader("Authorization") == null) {
      return Audiences.PUBLIC; // without asking for an identity
    }
    if (inBureau()) {
      return Audiences.BUREAU;
    }
    return has("consumer") || has("operator") ? Audiences.ofRole(organisation()) : Audiences.PUBLIC;
  }

  /** As {@link #rights(SecurityIdentity)}, of this caller. */
  public String rights() {
    return rights(identity);
  }

  /** A text that is the same for callers with the same roles and the same organisation. */
  public static String rights(SecurityIdentity identity) {
    var organisation = organisation(identity);
    var roles = String.join(" ", new TreeSet<>(identity.getRoles()));
    return organisation == null ? roles : roles + " " + organisation;
  }

  /** The request id assigned by the gateway, or a new one. */
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

  /** The request id that the caller sent to the gateway; null if it sent none. */
  public @Nullable String clientRequestId() {
    if (acting != null) {
      return null;
    }
    var sent = request.request().getHeader("X-Client-Request-Id");
    return sent != null && REQUEST_ID.matcher(sent).matches() ? sent : null;
  }

  /** This request as a refused one. A refused token proves no name. */
  public RefusedAccess refused(RefusedAccess.Kind kind, int status) {
    var sent = request.request();
    return new RefusedAccess(
        kind,
        status,
        sent.method().name(),
        request.normalizedPath(),
        kind == RefusedAccess.Kind.TOKEN ? null : name(),
        address(),
        requestId(),
        clientRequestId());
  }

  /** The network address of the caller, which the gateway tells. */
  private String address() {
    var told = request.request().getHeader("X-Forwarded-For");
    return told != null && ADDRESS.matcher(told).matches()
        ? told
        : request.request().remoteAddress().hostAddress();
  }
}
