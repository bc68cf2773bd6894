package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.StoredRows;
import dev.zhihe.kit.tables.TableRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** The rows of a whole list as a file. */
@ApplicationScoped
class WholeLists {
  private final Moments moments;
  private final CopiedStates states;
  private final Caller caller;

  WholeLists(Moments moments, CopiedStates states, Caller caller) {
    this.moments = moments;
    this.states = states;
    this.caller = caller;
  }

  /**
   * The rows, read while they are written.
   *
   * @param at the states of the same moment, for items that show properties of other entities
   * @param notPublic counts the states that are not public
   */
  TableRows rows(
      Class<? extends Published> type,
      ListItems<?, ?> items,
      Filters filters,
      Moment moment,
      States at,
      TableFiles.Columns columns,
      AtomicLong notPublic) {
    if (items.areStored()) {
      return new StoredRows(
          items.row(),
          columns.absent(),
          body ->
              notPublic.addAndGet(states.each(type, filters, caller.audiences(), moment, body)));
    }
    return columns.rows(
        row ->
            moments.chunks(
                type,
                filters,
                caller.audiences(),
                moment,
                chunk -> {
                  notPublic.addAndGet(
                      chunk.stream()
                          .filter(state -> !state.audience().equals(Audience.PUBLIC))
                          .count());
                  items.rows(chunk, at).forEach(row);
                }));
  }
}
