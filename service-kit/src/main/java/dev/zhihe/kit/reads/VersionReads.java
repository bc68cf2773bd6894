package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers the versions of one entity as JSON, CSV or XLSX: what each sealed change of the log made
 * of it. The log is the only source.
 *
 * <p>An answer always stands on a cut, so that each version has its position.
 */
@ApplicationScoped
public class VersionReads {
  /** The most versions in a file that is not paged. */
  private static final int MAX_FILE = 100_000;

  private final Moments moments;
  private final Reads reads;
  private final ReadLog readings;
  private final Caller caller;
  private final TableFiles files;

  VersionReads(Moments moments, Reads reads, ReadLog readings, Caller caller, TableFiles files) {
    this.moments = moments;
    this.reads = reads;
    this.readings = readings;
    this.caller = caller;
    this.files = files;
  }

  /**
   * The versions that the caller may read, the first one first, paged like a list. With {@code
   * asOf}, those known then; with {@code on}, those valid on that day. 404 if there are none. 503
   * if the committed changes are not sealed in time.
   *
   * @param view the view of one version
   * @param row makes the view of a change
   */
  public <R extends Record> Response of(
      Class<? extends Published> type,
      String code,
      Class<R> view,
      Function<SealedChange, R> row,
      ListQuery query) {
    var file = files.kind(query.form());
    reads.requireOneMoment(query);
    var moment = moments.requestedCut();
    var bound = new LinkedHashMap<String, Object>(Map.of("code", code));
    if (moment.on() != null) {
      bound.put(Reads.ON, moment.on());
    }
    var after = after(query.cursor(), bound);
    var unchanged = reads.unchanged(moment, file, at -> files.columns(type, view, file, at).tag());
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    var size = file != null && !query.paged() ? MAX_FILE : query.size();
    var found = moments.versions(moment, type, code, after, size + 1, caller.audiences());
    if (found.isEmpty()) {
      throw Problem.notFound(code);
    }
    var page = found.subList(0, Math.min(size, found.size()));
    readings.note(
        page.stream().filter(change -> !change.audience().equals(Audience.PUBLIC)).count());
    var rows = page.stream().map(row).toList();
    var next =
        found.size() > size ? Cursor.after(String.valueOf(page.getLast().version()), bound) : null;
    var position = moments.position(moment);
    var columns = files.columns(type, view, file, position);
    var freshness = reads.freshness(position, file, columns.tag());
    var answer =
        file == null
            ? Reads.sent(ListItems.page(rows.stream().map(Views::bytes).toList(), next), freshness)
            : files.sent(file, columns.labels(), () -> freshness, columns.rows(rows::forEach));
    if (next != null) {
      reads.link(answer, next, position);
    }
    return Reads.headed(answer, position).build();
  }

  /** The version after which the page starts; 0 for the first page. */
  private static long after(@Nullable String cursor, Map<String, Object> bound) {
    var after = Cursor.read(cursor, bound);
    if (after.isEmpty()) {
      return 0;
    }
    if (!after.matches("\\d{1,18}")) {
      throw Cursor.refused(cursor);
    }
    return Long.parseLong(after);
  }
}
