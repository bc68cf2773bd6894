package dev.zhihe.kit.reads;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.zhihe.kit.http.EntityTags;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.sealed.Freshness;
import dev.zhihe.kit.sealed.Head;
import dev.zhihe.kit.sealed.HeadProbe;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.token.VerifiedTokens;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were read before, for as long as no entity changes of a type that they depend on.
 * Each request first asks how much is committed ({@link HeadProbe}), so a kept answer is never
 * stale. It is sent before the REST layer is entered. Keeping costs time and room, so an answer is
 * kept when it is asked for again.
 *
 * <p>Kept are whole JSON answers of public states only. Reads of other states are logged one by
 * one, so they are always read anew.
 */
@Singleton
public class KeptAnswers {
  private static final Logger LOG = Logger.getLogger(KeptAnswers.class);

  /** Before Quarkus looks for a token (200). */
  private static final int FIRST = 250;

  private static final String ASKED = Asked.class.getName();
  private static final int MAX_BODY = 1_000_000;
  private static final int MAX_QUESTION = 4_000;

  /** The headers of a kept answer. All others are of one request or of its connection. */
  private static final List<String> HEADERS =
      Stream.concat(Reads.UNCHANGED_HEADERS.stream(), Stream.of("Content-Type", "Link")).toList();

  /** How many addresses are noted. */
  private static final int ADDRESSES = 1 << 16;

  /** Bytes that an entry takes besides its body. */
  private static final int OVERHEAD = 1_500;

  private final HeadProbe probe;
  private final SealedLog log;
  private final VerifiedTokens tokens;
  private final RoutingContext request;
  private final Caller caller;
  private final Cache<Question, Answer> answers;

  /** Hashes of addresses that were asked for, each at its place until another takes it. */
  private final AtomicIntegerArray noted = new AtomicIntegerArray(ADDRESSES);

  KeptAnswers(
      HeadProbe probe,
      SealedLog log,
      VerifiedTokens tokens,
      RoutingContext request,
      Caller caller,
      @ConfigProperty(name = "zhihe.kept-answers") MemorySize most) {
    this.probe = probe;
    this.log = log;
    this.tokens = tokens;
    this.request = request;
    this.caller = caller;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(most.asLongValue())
            .<Question, Answer>weigher(
                (question, answer) -> OVERHEAD + question.length() + answer.body.length())
            .executor(Runnable::run)
            .build();
  }

  /**
   * What an answer depends on, besides the data.
   *
   * @param reader what the caller may read; null if its token must be verified first
   */
  private record Question(
      String uri, @Nullable String accept, @Nullable String language, @Nullable String reader) {
    Question of(Caller caller) {
      return reader == null ? new Question(uri, accept, language, caller.rights()) : this;
    }

    /** Characters; each takes two bytes at most. The address is also in the answer's headers. */
    int length() {
      return 3 * uri.length() + length(accept) + length(language) + length(reader);
    }

    private static int length(@Nullable String text) {
      return text == null ? 0 : text.length();
    }
  }

  /** A question that may be answered with what can be kept. */
  private static final class Asked {
    private Question question;
    private final long at = System.currentTimeMillis();
    private @Nullable Freshness freshness;
    private @Nullable Set<String> types;
    private byte @Nullable [] body;
    private boolean past;
    private boolean readAnew;

    private Asked(Question question) {
      this.question = question;
    }
  }

  /**
   * A kept answer.
   *
   * @param freshness the latest at which it was current
   * @param types of the entities that it depends on; null if it depends on the position, too
   * @param past whether it is about a position that the request names
   * @param tag as in the header, with its quotes
   * @param until milliseconds at which the day ends, which some answers depend on
   * @param unchanged the headers of a 304
   */
  private record Answer(
      Freshness freshness,
      @Nullable Set<String> types,
      boolean past,
      long until,
      String tag,
      MultiMap headers,
      MultiMap unchanged,
      Buffer body) {

    /** The same answer at a later head. It names that position, unless it is about a past one. */
    Answer at(Head head, String service) {
      if (past || head.cut().position() == 0) { // the empty log has no position to name
        return new Answer(head.freshness(), types, past, until, tag, headers, unchanged, body);
      }
      var moved = MultiMap.caseInsensitiveMultiMap().addAll(headers);
      moved.set(Reads.AS_OF_HEADER, head.cut().id(service));
      return new Answer(
          head.freshness(),
          types,
          false,
          until,
          tag,
          moved,
          only(Reads.UNCHANGED_HEADERS, moved),
          body);
    }
  }

  void open(@Observes Filters filters) {
    filters.register(this::answer, FIRST);
  }

  private void answer(RoutingContext context) {
    var question = question(context.request());
    if (question == null) {
      context.next();
      return;
    }
    var asked = new Asked(question);
    var kept = question.reader == null ? null : answers.getIfPresent(question);
    if (kept == null && !note(question.uri)) {
      context.next();
      return;
    }
    if (kept == null || kept.until <= asked.at) {
      makeAnew(context, asked);
      return;
    }
    context.request().pause();
    var home = context.vertx().getOrCreateContext();
    probe.ask(
        head ->
            home.runOnContext(
                run -> {
                  var current = head == null ? null : current(question, kept, head);
                  if (current == null || !sent(context, current)) {
                    context.request().resume();
                    makeAnew(context, asked);
                  }
                }));
  }

  /** The kept answer as it is at the head; null if it may be another one there. */
  private @Nullable Answer current(Question question, Answer kept, Head head) {
    if (kept.freshness.equals(head.freshness())) {
      return kept;
    }
    if (!head.isUnchanged(kept.freshness, kept.types)) {
      return null;
    }
    var moved = kept.at(head, log.service());
    if (head.freshness().waiting() == 0) {
      answers.put(question, moved);
    }
    return moved;
  }

  /** The question of a plain reading; null for any other request. */
  private @Nullable Question question(HttpServerRequest sent) {
    var headers = sent.headers();
    if (!HttpMethod.GET.equals(sent.method())
        || headers.contains(HttpHeaders.IF_MATCH)
        || headers.contains(HttpHeaders.CONTENT_LENGTH)
        || headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || headers.getAll(HttpHeaders.ACCEPT).size() > 1
        || headers.getAll(HttpHeaders.ACCEPT_LANGUAGE).size() > 1
        || headers.getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
      return null;
    }
    var authorization = headers.get(HttpHeaders.AUTHORIZATION);
    var caller = authorization == null ? null : tokens.kept(authorization);
    var question =
        new Question(
            sent.uri(),
            headers.get(HttpHeaders.ACCEPT),
            headers.get(HttpHeaders.ACCEPT_LANGUAGE),
            authorization == null ? "" : caller == null ? null : Caller.rights(caller));
    return question.length() <= MAX_QUESTION ? question : null;
  }

  /**
   * Notes an address.
   *
   * @return whether it was noted already, and no other took its place since
   */
  private boolean note(String uri) {
    var hash = uri.hashCode();
    return noted.getAndSet((hash ^ hash >>> 16) & ADDRESSES - 1, hash) == hash;
  }

  /** Sends the answer. False if the caller's tags must be compared with more care. */
  private static boolean sent(RoutingContext context, Answer kept) {
    var response = context.response();
    if (response.closed()) {
      return true;
    }
    var held = context.request().headers().get(HttpHeaders.IF_NONE_MATCH);
    if (held == null) {
      response.headers().setAll(kept.headers);
      response.end(kept.body);
      return true;
    }
    if (!EntityTags.of(held).contain(kept.tag)) {
      return false;
    }
    response.headers().setAll(kept.unchanged);
    response.setStatusCode(304).end();
    return true;
  }

  /** Lets the REST layer answer, and keeps what it answers. */
  private void makeAnew(RoutingContext context, Asked asked) {
    context.put(ASKED, asked);
    // Such handlers run in reverse order, so this one sees the headers of the REST layer.
    context.addHeadersEndHandler(
        end -> {
          try {
            keep(asked, context.response());
          } catch (RuntimeException e) { // an exception here would leave the answer unwritten
            LOG.warnf("The answer to %s is not kept: %s", asked.question.uri, e);
          }
        });
    context.next();
  }

  /** The answer to the current request is not kept. */
  void readAnew() {
    if (request.get(ASKED) instanceof Asked asked) {
      asked.readAnew = true;
    }
  }

  /** Whether the answer to the current request is to be kept, if it can be. */
  boolean wanted() {
    return request.get(ASKED) instanceof Asked;
  }

  /**
   * Allows to keep the answer to the current request.
   *
   * @param body JSON of public states only
   * @param freshness at which it is current
   * @param types of the entities that it depends on; null if it depends on the position, too
   * @param past whether it is about a position that the request names
   */
  void mayKeep(byte[] body, Freshness freshness, @Nullable Set<String> types, boolean past) {
    // While changes wait for their positions, the answer names none. It could once they have one.
    if (request.get(ASKED) instanceof Asked asked
        && freshness.waiting() == 0
        && body.length <= MAX_BODY) {
      asked.question = asked.question.of(caller);
      asked.body = body;
      asked.freshness = freshness;
      asked.types = types;
      asked.past = past;
    }
  }

  private void keep(Asked asked, HttpServerResponse response) {
    var tag = response.headers().get(HttpHeaders.ETAG);
    if (asked.body == null
        || asked.freshness == null
        || asked.readAnew
        || tag == null
        || response.getStatusCode() != 200) {
      return;
    }
    var headers = only(HEADERS, response.headers());
    var unchanged = only(Reads.UNCHANGED_HEADERS, headers);
    var until = Days.begins(Days.of(Instant.ofEpochMilli(asked.at)).plusDays(1)).toEpochMilli();
    answers.put(
        asked.question,
        new Answer(
            asked.freshness,
            asked.types,
            asked.past,
            until,
            tag,
            headers,
            unchanged,
            Buffer.buffer(asked.body)));
  }

  private static MultiMap only(List<String> names, MultiMap headers) {
    var found = MultiMap.caseInsensitiveMultiMap();
    for (var name : names) {
      if (headers.contains(name)) {
        found.add(name, headers.get(name));
      }
    }
    return found;
  }
}
