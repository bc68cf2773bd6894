package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The states of one moment, for computed answers. */
public final class States {
  private final Moments moments;
  private final Moment moment;
  private final ReadPosition position;
  private final Caller caller;
  private final Set<String> types = new HashSet<>();
  private boolean positionTold;
  private long notPublic;

  States(Moments moments, Moment moment, ReadPosition position, Caller caller) {
    this.moments = moments;
    this.moment = moment;
    this.position = position;
    this.caller = caller;
  }

  ReadPosition position() {
    return position;
  }

  /** Number of non-public states that were read. */
  long notPublic() {
    return notPublic;
  }

  /**
   * The answer tells something of this many states that are not public, which were read in another
   * way than as states. The read is recorded, and the answer is not kept.
   */
  public void alsoTell(long states) {
    notPublic += states;
  }

  /**
   * The types of all states that were asked for; null if the answer depends on the position, too.
   * An answer that asked for none depends on something else, so it counts as such a one.
   */
  @Nullable Set<String> types() {
    return positionTold || types.isEmpty() ? null : Set.copyOf(types);
  }

  /** The answer depends on states of a type, however they are read. */
  void dependOn(Class<? extends Published> type) {
    types.add(ChangeLog.typeName(type));
  }

  /**
   * The value of {@code asOf} that reads the same states again; null while a committed change has
   * no position yet.
   */
  public @Nullable String asOf() {
    positionTold = true;
    return position.asOf();
  }

  /**
   * Whether the states are of a later position than this one. What has no position yet is later
   * than any. If it is so, it is so at each later head too.
   */
  public boolean areAfter(long position) {
    var cut = this.position.cut();
    var after = cut == null || cut.position() > position;
    positionTold |= !after;
    return after;
  }

  /**
   * The cut whose history is read of a type; null if its current table is read. For sums that the
   * database makes over a service's own columns.
   */
  public @Nullable Cut past(Class<? extends Published> type) {
    dependOn(type);
    return moment.cut();
  }

  /** The day on which states must be valid; null for any. There is a cut then. */
  public @Nullable LocalDate validOn() {
    return moment.on();
  }

  /** The public states of a type that pass the filters, ordered by code. */
  public <V extends Record> List<V> publicStates(
      Class<? extends Published> type, Class<V> view, Filters filters) {
    return versioned(type, view, filters).stream().map(Versioned::state).toList();
  }

  /** As {@link #publicStates}, with versions, for answers that cite their sources. */
  public <V extends Record> List<Versioned<V>> versioned(
      Class<? extends Published> type, Class<V> view, Filters filters) {
    return found(type, view, filters, Audiences.PUBLIC);
  }

  /**
   * The states that the caller may read, with versions. The answer, and its ETag, then depend on
   * the caller's audiences.
   */
  public <V extends Record> List<Versioned<V>> readable(
      Class<? extends Published> type, Class<V> view, Filters filters) {
    return found(type, view, filters, caller.audiences());
  }

  /** Whether the caller may read states for this audience. */
  public boolean mayRead(Audience audience) {
    return caller.audiences().include(audience);
  }

  private <V extends Record> List<Versioned<V>> found(
      Class<? extends Published> type, Class<V> view, Filters filters, Audiences audiences) {
    dependOn(type);
    var found = new ArrayList<Versioned<V>>();
    moments.each(
        type,
        filters,
        audiences,
        moment,
        state -> {
          if (!state.audience().equals(Audience.PUBLIC)) {
            notPublic++;
          }
          found.add(new Versioned<>(state.version(), Views.read(state.json(), view)));
        });
    return found;
  }
}
