package dev.zhihe.kit.review;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.log.RefusedAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;

/**
 * What all reviews do alike. {@link #begin} refuses an act on a locked entity in one order: 428 and
 * 412 for If-Match, then 403 for the same person. The entity's own {@link ReviewState} refuses with
 * 409.
 */
@ApplicationScoped
public class Review {
  /** The reason of the deletion of what is withdrawn before it was published. */
  public static final String WITHDRAWN = "撤回 / withdrawn";

  private static final int BATCH_SIZE = 1_000;

  private final ChangeLog log;

  Review(ChangeLog log) {
    this.log = log;
  }

  /** The locked entity if this caller may take the act on this version of it. */
  public <E extends Published> E begin(Act act, E locked, @Nullable String ifMatch) {
    IfMatch.require(ifMatch, locked);
    requireSecondPerson(act, List.of(locked));
    return locked;
  }

  /**
   * The first of many entities if this caller may take the act on all of them; else 403, and
   * nothing is done.
   *
   * @param firstLocked locks and returns as many as it is asked for
   */
  public <E extends Published> ReviewBatch<E> begin(Act act, IntFunction<List<E>> firstLocked) {
    var found = firstLocked.apply(BATCH_SIZE + 1); // one more tells that there are more
    requireSecondPerson(act, found);
    return new ReviewBatch<>(
        List.copyOf(found.subList(0, Math.min(BATCH_SIZE, found.size()))),
        found.size() > BATCH_SIZE);
  }

  /**
   * Throws 403 with their codes if the act needs a second person and this caller prepared any of
   * the entities.
   */
  public void requireSecondPerson(Act act, Collection<? extends Published> locked) {
    if (act.rule() instanceof Preparation preparation) {
      var own = prepared(preparation, locked);
      if (!own.isEmpty()) {
        throw Problem.forbidden(RefusedAccess.Kind.SECOND_PERSON, preparation.refusal(own));
      }
    }
  }

  /**
   * Sends entities back with a reason, which is kept with each of them and with its change.
   *
   * @param returned what the entity makes of the reason; 409 if its state does not allow it
   */
  public <E extends Published> void sendBack(
      List<E> begun, String reason, BiConsumer<E, String> returned) {
    var stripped = reason.strip();
    begun.forEach(one -> returned.accept(one, stripped));
    log.updated(begun, stripped);
  }

  /** Withdraws what was handed in and was never published: it is deleted. */
  public void withdraw(Published begun) {
    log.deleted(begun, WITHDRAWN);
  }

  /**
   * Withdraws what was handed in. What was never published is deleted; a correction goes back to
   * what is published.
   *
   * @param restored gives the entity its published content again
   */
  public <E extends Published, P> void withdraw(
      E begun, @Nullable P published, BiConsumer<E, P> restored) {
    if (published == null) {
      withdraw(begun);
    } else {
      restored.accept(begun, published);
      log.updated(begun, "撤回更正 / correction withdrawn");
    }
  }

  /** The codes of the entities that this caller prepared. */
  private List<String> prepared(Preparation preparation, Collection<? extends Published> entities) {
    var codes = new LinkedHashMap<Class<? extends Published>, List<String>>();
    for (var one : entities) {
      codes.computeIfAbsent(Hibernate.getClass(one), type -> new ArrayList<>()).add(one.code());
    }
    var state = preparation.state();
    var own = new ArrayList<String>();
    codes.forEach(
        (type, those) ->
            own.addAll(
                state == null
                    ? log.callerChanged(type, those)
                    : log.callerBrought(type, those, state)));
    return own;
  }
}
