package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.supervision.obligation.Obligations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes the reminders of some platforms in one transaction, each that is not there yet. */
@ApplicationScoped
class ReminderWriter {
  /** A code has at most 100 characters. */
  private static final int MAX_CODE_LENGTH = 100;

  private final Obligations obligations;
  private final OccupancyReminders reminders;
  private final ChangeLog log;
  private final Sql sql;
  private final int daysBefore;

  ReminderWriter(
      Obligations obligations,
      OccupancyReminders reminders,
      ChangeLog log,
      DataSource source,
      @ConfigProperty(name = "zhihe.reminders.days-before") int daysBefore) {
    this.obligations = obligations;
    this.reminders = reminders;
    this.log = log;
    sql = new Sql(source);
    this.daysBefore = daysBefore;
  }

  /**
   * The work after a part of it.
   *
   * @param next code of the platform from which on it goes on; null if it is done
   * @param isMine false if another instance is at it
   */
  record Progress(@Nullable String next, boolean isMine) {}

  /** Whether a day is done. */
  boolean isDone(LocalDate day) {
    return !sql.query("select 1 from reminder_day where day = ?", row -> true, day).isEmpty();
  }

  /** Notes that a day is done. */
  void finish(LocalDate day) {
    sql.update("insert into reminder_day (day) values (?) on conflict do nothing", day);
  }

  /**
   * Writes the reminders of the next platforms.
   *
   * @param area null for all
   * @param from the first platform's code
   */
  Progress write(@Nullable String area, String from, LocalDate day) {
    return QuarkusTransaction.requiringNew().call(() -> written(area, from, day));
  }

  private Progress written(@Nullable String area, String from, LocalDate day) {
    var isMine =
        sql.query(
                "select pg_try_advisory_xact_lock(hashtext('reminders'))", row -> row.getBoolean(1))
            .getFirst();
    if (!isMine) {
      return new Progress(null, false);
    }
    var stretch = obligations.stretch(area, from, day);
    var rules = new ReminderRules(day, daysBefore);
    Map<String, OccupancyReminder> due = new LinkedHashMap<>();
    for (var owed : stretch.lines()) {
      for (var kind : rules.of(owed.line())) {
        var view = rules.reminder(owed.line(), kind);
        if (view.code().length() <= MAX_CODE_LENGTH) {
          var organisation = kind == ReminderKind.REVIEW_OVERDUE ? null : owed.organisation();
          due.put(view.code(), new OccupancyReminder(view, organisation));
        }
      }
    }
    due.keySet().removeAll(reminders.known(due.keySet()));
    log.created(new ArrayList<>(due.values()));
    return new Progress(stretch.next(), true);
  }
}
