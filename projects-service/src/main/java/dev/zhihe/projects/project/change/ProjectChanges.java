package dev.zhihe.projects.project.change;

import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The changes of projects. */
@ApplicationScoped
class ProjectChanges implements LockingRepository<ProjectChange> {

  /** The changes with these codes that exist, by code. */
  Map<String, ProjectChange> byCode(Collection<String> codes) {
    return stream("code in ?1", codes)
        .collect(Collectors.toMap(ProjectChange::code, Function.identity()));
  }

  /** A free code: the plan's, {@code -chg} and a number. */
  String next(String plan) {
    var number = count("plan", plan) + 1;
    while (findById(plan + "-chg" + number) != null) {
      number++;
    }
    return plan + "-chg" + number;
  }
}
