package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A reminder. It is written once and changes no more. */
@Entity
public class OccupancyReminder implements Published {
  @Id private String code;
  private String platform;
  private String period;
  private @Nullable String amendment;
  private String operator;

  @Enumerated(EnumType.STRING)
  private ReminderKind kind;

  private LocalDate dueOn;
  private LocalDate remindedOn;
  private String text;
  private @Nullable String organisation;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected OccupancyReminder() {}

  /**
   * A reminder.
   *
   * @param organisation credit code of the operator that it is for; null if it is for the bureau
   */
  OccupancyReminder(OccupancyReminderView view, @Nullable String organisation) {
    code = view.code();
    platform = view.platform();
    period = view.period();
    amendment = view.amendment();
    operator = view.operator();
    kind = view.kind();
    dueOn = view.dueOn();
    remindedOn = view.remindedOn();
    text = view.text();
    this.organisation = organisation;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), remindedOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** The operator that it is for, and the bureau. */
  @Override
  public Audience audience() {
    return organisation == null ? Audience.BUREAU : Audience.organisation(organisation);
  }

  @Override
  public OccupancyReminderView view() {
    return new OccupancyReminderView(
        code, platform, period, amendment, operator, kind, dueOn, remindedOn, text);
  }
}
