package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states of one moment, which computed answers are made of. */
public final class States {
  private final Moments moments;
  private final Moments.Moment moment;
  private final Moments.Standing standing;
  private final Caller caller;
  private long notPublic;

  States(Moments moments, Moments.Moment moment, Moments.Standing standing, Caller caller) {
    this.moments = moments;
    this.moment = moment;
    this.standing = standing;
    this.caller = caller;
  }

  /** A state and the version it is. */
  public record Versioned<V extends Record>(long version, V state) {}

  Moments.Standing standing() {
    return standing;
  }

  /** How many states that are not for everybody were read. */
  long notPublic() {
    return notPublic;
  }

  /**
   * What {@code asOf} takes to read them again; null while something that was committed has no
   * position yet.
   */
  public @Nullable String asOf() {
    return standing.asOf();
  }

  /** The public ones of a type that pass the filters, in the order of their codes. */
  public <V extends Record> List<V> of(
      Class<? extends Published> type, Class<V> view, Filters filters) {
    return versioned(type, view, filters).stream().map(Versioned::state).toList();
  }

  /** The same with their versions, for answers that name what they were made of. */
  public <V extends Record> List<Versioned<V>> versioned(
      Class<? extends Published> type, Class<V> view, Filters filters) {
    return found(type, view, filters, Audiences.PUBLIC);
  }

  /**
   * The same of all that the caller may read; its answer is then another than others get, as its
   * tag is.
   */
  public <V extends Record> List<Versioned<V>> readable(
      Class<? extends Published> type, Class<V> view, Filters filters) {
    return found(type, view, filters, caller.audiences());
  }

  /** Whether the caller may read what is for this audience. */
  public boolean mayRead(Audience audience) {
    return caller.audiences().include(audience);
  }

  private <V extends Record> List<Versioned<V>> found(
      Class<? extends Published> type, Class<V> view, Filters filters, Audiences audiences) {
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
          found.add(new Versioned<>(state.version(), Views.read(state.body(), view)));
        });
    return found;
  }
}
