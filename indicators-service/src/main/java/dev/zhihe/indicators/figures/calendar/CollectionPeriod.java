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

/** A period whose figures an area collects, and the day by which they are due. */
@Entity
public class CollectionPeriod implements Published {
  @Id private String code;
  private String area;
  private String period;
  private LocalDate dueDate;
  private boolean lockAfterDue;
  private @Nullable String note;

  /** Each as JSON. */
  private List<String> extensions = List.of();

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected CollectionPeriod() {}

  CollectionPeriod(CollectionPeriodView said) {
    code = said.code();
    describe(said);
  }

  /** Says when it is due; extensions are granted by an act alone. */
  final void describe(CollectionPeriodView said) {
    area = said.area();
    period = said.period().toString();
    dueDate = said.dueDate();
    lockAfterDue = said.lockAfterDue();
    note = said.note();
  }

  /** Grants more time; 422 unless it is more than there is. */
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

  /** It holds from the period's first day on: figures of a year may be corrected for ever. */
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
