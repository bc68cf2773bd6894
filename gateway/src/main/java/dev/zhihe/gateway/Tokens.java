package dev.zhihe.gateway;

import dev.zhihe.token.VerifiedTokens;
import io.quarkus.oidc.common.runtime.OidcEndpointAccessException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks the access token of a request. A request without a token passes, because the services
 * decide what is public. quarkus-oidc checks signature, issuer, audience and expiry. This class
 * distinguishes an invalid token (401) from an unreachable login server (503). It also limits how
 * often invalid tokens cause requests to the login server. A token that is kept among {@link
 * VerifiedTokens} is not checked again.
 */
@Singleton
class Tokens {

  private static final Logger LOG = Logger.getLogger(Tokens.class);

  private static final Pattern BEARER =
      Pattern.compile(
          "[Bb][Ee][Aa][Rr][Ee][Rr] ([A-Za-z0-9_-]{2,4096})\\.[A-Za-z0-9_-]{2,8192}\\.[A-Za-z0-9_-]{2,2048}");

  /** A login server that does not answer within this time counts as unreachable. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final Duration PAUSE_AFTER_OUTAGE = Duration.ofSeconds(1);

  private final HttpAuthenticator authenticator;
  private final VerifiedTokens verified;

  /**
   * Whether the login server's keys were loaded once. Before that, quarkus-oidc tries to load them
   * for each token. So only one request loads them while others wait. After a failure, nobody tries
   * for a short time.
   */
  private volatile boolean keysSeen;

  private volatile long silentUntil = System.nanoTime();
  private final AtomicReference<@Nullable Future<Optional<Problem>>> asking =
      new AtomicReference<>();

  Tokens(HttpAuthenticator authenticator, VerifiedTokens verified) {
    this.authenticator = authenticator;
    this.verified = verified;
  }

  /** The problem if the token is not accepted. Always completed on the caller's context. */
  Future<Optional<Problem>> refusal(RoutingContext context) {
    var authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null) {
      return Future.succeededFuture(Optional.empty());
    }
    var kept = verified.kept(authorization);
    if (kept != null && isNamed(kept)) {
      return Future.succeededFuture(Optional.empty());
    }
    if (!looksLikeOurs(authorization)) {
      return Future.succeededFuture(Optional.of(Problem.unauthorized()));
    }
    var home = context.vertx().getOrCreateContext();
    return keysSeen ? verified(context, home) : firstContact(context, home);
  }

  private Future<Optional<Problem>> firstContact(RoutingContext context, Context home) {
    if (System.nanoTime() - silentUntil < 0) {
      return Future.succeededFuture(Optional.of(Problem.tokensUncheckable()));
    }
    var mine = Promise.<Optional<Problem>>promise();
    var others = asking.compareAndExchange(null, mine.future());
    if (others != null) {
      return on(home, others)
          .compose(done -> keysSeen ? verified(context, home) : Future.succeededFuture(done));
    }
    return verified(context, home)
        .onSuccess(
            refusal -> {
              keysSeen = refusal.isEmpty() || refusal.get().status() == 401;
              if (!keysSeen) {
                silentUntil = System.nanoTime() + PAUSE_AFTER_OUTAGE.toNanos();
              }
              asking.set(null);
              mine.complete(refusal);
            });
  }

  private Future<Optional<Problem>> verified(RoutingContext context, Context home) {
    var verdict = Promise.<Optional<Problem>>promise();
    authenticator
        .attemptAuthentication(context)
        .ifNoItem()
        .after(TIMEOUT)
        .fail()
        .subscribe()
        .with(
            identity ->
                verdict.complete(
                    identity != null && isNamed(identity)
                        ? Optional.empty()
                        : Optional.of(Problem.unauthorized())),
            failure -> verdict.complete(Optional.of(refusalFor(failure))));
    return on(home, verdict.future());
  }

  /** Whether the token says who calls. The services log who did what. */
  private static boolean isNamed(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token
        && token.getClaim(Claims.preferred_username) instanceof String name
        && !name.isBlank();
  }

  private static Problem refusalFor(Throwable failure) {
    if (failure instanceof AuthenticationFailedException && !isOutage(failure)) {
      return Problem.unauthorized();
    }
    LOG.warnf("A token could not be checked: %s", failure);
    return Problem.tokensUncheckable();
  }

  private static boolean isOutage(Throwable failure) {
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof OidcEndpointAccessException
          || cause instanceof VertxException) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is a JWS signed with RS256. For anything else no key is looked up. */
  private static boolean looksLikeOurs(String authorization) {
    var parts = BEARER.matcher(authorization);
    if (!parts.matches()) {
      return false;
    }
    try {
      return "RS256"
          .equals(
              new JsonObject(
                      new String(
                          Base64.getUrlDecoder().decode(parts.group(1)), StandardCharsets.UTF_8))
                  .getValue("alg"));
    } catch (DecodeException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static <T> Future<T> on(Context home, Future<T> future) {
    var promise = Promise.<T>promise();
    future.onComplete(result -> home.runOnContext(run -> promise.handle(result)));
    return promise.future();
  }
}
