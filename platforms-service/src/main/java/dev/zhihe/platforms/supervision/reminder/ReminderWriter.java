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

  /** Whether a day is done. */
  boolean isDone(LocalDate day) {
    return !sql.query("select 1 from reminder_day where day = ?", row -> true, day).isEmpty();
  }

  /** Notes that a day is done. */
  void finish(LocalDate day) {
    sql.update("insert into reminder_day (day) values (?) on conflict do nothing", day);
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
