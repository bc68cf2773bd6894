package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.supervision.obligation.Obligations;
import dev.zhihe.platforms.supervision.reminder.OccupancyReminders.Occasion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes the reminders of some platforms in one transaction, each that is not there yet. */
@ApplicationScoped
class ReminderWriter {
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

  /** The platforms whose reminders of a day failed; null if the day was not looked through. */
  @Nullable List<String> failed(LocalDate day) {
    var found =
        sql.query(
            "select failed from reminder_day where day = ?",
            row -> List.of((String[]) row.getArray(1).getArray()),
            day);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Notes that a day was looked through, and the platforms whose reminders failed. */
  void finish(LocalDate day, List<String> failed) {
    sql.update(
        "insert into reminder_day (day, failed) values (?, ?) on conflict (day) do update set failed = excluded.failed",
        day,
        failed.toArray(String[]::new));
  }

  /**
   * Writes the reminders of some platforms.
   *
   * @return false if another instance is at it
   */
  boolean write(List<String> platforms, LocalDate day) {
    return QuarkusTransaction.requiringNew().call(() -> written(platforms, day));
  }

  private boolean written(List<String> platforms, LocalDate day) {
    var isMine =
        sql.query(
                "select pg_try_advisory_xact_lock(hashtext('reminders'))", row -> row.getBoolean(1))
            .getFirst();
    if (!isMine) {
      return false;
    }
    var rules = new ReminderRules(day, daysBefore);
    Map<Occasion, OccupancyReminder> due = new LinkedHashMap<>();
    for (var owed : obligations.of(platforms, day)) {
      for (var kind : rules.of(owed)) {
        var view = rules.reminder(owed.line(), kind);
        var organisation = kind == ReminderKind.REVIEW_OVERDUE ? null : owed.organisation();
        due.putIfAbsent(Occasion.of(view), new OccupancyReminder(view, organisation));
      }
    }
    due.keySet().removeAll(reminders.known(platforms, rules.earliestDue()));
    log.created(new ArrayList<>(due.values()));
    return true;
  }
}
