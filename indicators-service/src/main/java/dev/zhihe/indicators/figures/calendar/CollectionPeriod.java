package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.tables.Csv;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A period for which an area collects figures, and their due day. */
@Entity
public class CollectionPeriod implements Published {
  @Id private String code;
  private String area;
  private String period;
  private LocalDate dueDate;
  private boolean lockAfterDue;
  private @Nullable String note;

  /** Each item is JSON. */
  private List<String> extensions = List.of();

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected CollectionPeriod() {}

  CollectionPeriod(CollectionPeriodView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the due days. Extensions are granted separately. */
  final void describe(CollectionPeriodView view) {
    area = view.area();
    period = view.period().toString();
    dueDate = view.dueDate();
    lockAfterDue = view.lockAfterDue();
    note = view.note();
  }

  /** Grants an extension. 422 unless it is later than the present last day. */
  void extend(CollectionExtension granted) {
    var last = view().lastDay(granted.department());
    if (!granted.until().isAfter(last)) {
      var rules = new BrokenRules(Csv.cells(granted));
      rules.add("until", "order", "应晚于现有的截止日 %s", "after %s, the last day so far", last);
      throw rules.problem();
    }
    extensions = Stream.concat(extensions.stream(), Stream.of(Views.write(granted))).toList();
  }

  @Override
  public String code() {
    return code;
  }

  /**
   * Valid from the period's first day on, without an end, because figures may be corrected at any
   * later time.
   */
  @Override
  public Extent extent() {
    return Extent.from(area, Objects.requireNonNull(Period.parse(period)).firstDay());
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public CollectionPeriodView view() {
    return new CollectionPeriodView(
        code,
        area,
        Objects.requireNonNull(Period.parse(period)),
        dueDate,
        lockAfterDue,
        note,
        extensions.stream().map(one -> Views.read(one, CollectionExtension.class)).toList());
  }
}
