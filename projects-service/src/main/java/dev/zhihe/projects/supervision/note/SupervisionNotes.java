package dev.zhihe.projects.supervision.note;

import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** The notes. */
@ApplicationScoped
class SupervisionNotes implements LockingRepository<SupervisionNote> {

  /** A free code for a note on a project that is locked. */
  String nextCode(String project) {
    var prefix = project + "-s";
    var number = count("project", project) + 1;
    while (findById(prefix + number) != null) {
      number++;
    }
    return prefix + number;
  }
}
