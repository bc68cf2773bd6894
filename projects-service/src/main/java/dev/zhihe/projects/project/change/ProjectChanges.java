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

  /** The changes with these codes that exist, by code. There may be many codes. */
  Map<String, ProjectChange> byCode(Collection<String> codes) {
    return getSession()
        .createNativeQuery("select * from project_change where code = any(?1)", ProjectChange.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream()
        .collect(Collectors.toMap(ProjectChange::code, Function.identity()));
  }

  /**
   * A free code: the plan's, {@code -chg} and a number. Nobody else gets it, because the plan's
   * codes are locked until the transaction ends.
   */
  String next(String plan) {
    getSession()
        .createNativeQuery(
            "select pg_advisory_xact_lock(hashtext('project changes'), hashtext(?1))", Object.class)
        .setParameter(1, plan)
        .getSingleResult();
    var number = count("plan", plan) + 1;
    while (findById(plan + "-chg" + number) != null) {
      number++;
    }
    return plan + "-chg" + number;
  }
}
