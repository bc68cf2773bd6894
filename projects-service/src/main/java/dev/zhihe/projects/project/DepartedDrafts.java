package dev.zhihe.projects.project;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Deletes drafts about projects that left their plan: nothing could be done with them. */
@ApplicationScoped
public class DepartedDrafts {
  private final ChangeLog log;

  DepartedDrafts(ChangeLog log) {
    this.log = log;
  }

  /**
   * Deletes drafts, and logs when and by which act the project of each left.
   *
   * @param drafts locked
   * @param departures by project
   * @param project code of a draft's project
   * @param concerns whether the departure of its project makes a draft void
   * @return the drafts that stay
   */
  public <E extends Published> List<E> discard(
      List<E> drafts,
      Map<String, Departure> departures,
      Function<E, String> project,
      BiPredicate<E, Departure> concerns) {
    var stay = new ArrayList<E>();
    for (var draft : drafts) {
      var left = departures.get(project.apply(draft));
      if (left == null || !concerns.test(draft, left)) {
        stay.add(draft);
      } else {
        log.deleted(draft, left.text().zh() + " / " + left.text().en());
      }
    }
    return stay;
  }
}
