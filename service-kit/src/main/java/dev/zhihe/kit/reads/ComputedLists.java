package dev.zhihe.kit.reads;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.FileKind;
import dev.zhihe.kit.tables.TableRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers lists whose rows are computed from the states of one moment: JSON in pages, a file whole
 * or a page of it. Only as many rows are made as the page has.
 *
 * <p>{@code on} is left to the computation, which receives the states of all days.
 */
@ApplicationScoped
public class ComputedLists {
  private final Moments moments;
  private final Reads reads;
  private final ReadLog readings;
  private final Caller caller;
  private final TableFiles files;

  ComputedLists(Moments moments, Reads reads, ReadLog readings, Caller caller, TableFiles files) {
    this.moments = moments;
    this.reads = reads;
    this.readings = readings;
    this.caller = caller;
    this.files = files;
  }

  /**
   * The list.
   *
   * @param filters what is asked for; a cursor is bound to them
   * @param day that the rows depend on, for the ETag; empty if the moment alone decides
   * @param key of a row; rows are made in its order
   */
  public <R extends Record> Response of(
      ListQuery query,
      Map<String, Object> filters,
      String day,
      Class<R> type,
      Function<R, String> key,
      ComputedRows<R> rows) {
    var file = files.kind(query.form());
    var size = query.size();
    reads.requireOneMoment(query);
    var moment = moments.known();
    var bound = new LinkedHashMap<>(filters);
    if (moments.on() != null) {
      bound.put(Reads.ON, moments.on());
    }
    var after = Cursor.read(query.cursor(), bound);
    var dependsOn = day.isEmpty() ? "" : "." + day;
    var unchanged = reads.unchanged(moment, file, at -> dependsOn);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    if (file != null && !query.paged()) {
      return whole(file, moment, dependsOn, type, rows);
    }
    record Made<R extends Record>(States from, List<R> rows) {}
    var made =
        moments.together(
            moment,
            position -> {
              var states = new States(moments, moment, position, caller);
              var found = new ArrayList<R>();
              rows.each(states, after, row -> found.add(row) && found.size() <= size);
              return new Made<R>(states, found);
            });
    readings.note(made.from.notPublic());
    var page = made.rows.subList(0, Math.min(size, made.rows.size()));
    var next = made.rows.size() > size ? Cursor.after(key.apply(page.getLast()), bound) : null;
    var position = made.from.position();
    var freshness = reads.freshness(position, file, dependsOn);
    TableRows lines = page::forEach;
    var answer =
        file == null
            ? Reads.sent(ListItems.page(page.stream().map(Views::bytes).toList(), next), freshness)
            : files.sent(file, files.labels(type, file, lines), () -> freshness, lines);
    if (next != null) {
      reads.link(answer, next, position);
    }
    return Reads.headed(answer, position).build();
  }

  private <R extends Record> Response whole(
      FileKind file, Moment moment, String day, Class<R> type, ComputedRows<R> rows) {
    var from = new AtomicReference<@Nullable States>();
    Function<ReadPosition, Response.ResponseBuilder> writing =
        position -> {
          var states = new States(moments, moment, position, caller);
          from.set(states);
          TableRows lines =
              line ->
                  rows.each(
                      states,
                      "",
                      row -> {
                        line.accept(row);
                        return true;
                      });
          return files.written(
              file,
              files.labels(type, file, lines),
              () -> reads.freshness(position, file, day),
              lines);
        };
    var answer = files.limited(() -> moments.together(moment, writing));
    var states = Objects.requireNonNull(from.get());
    readings.note(states.notPublic());
    return Reads.headed(answer, states.position()).build();
  }
}
