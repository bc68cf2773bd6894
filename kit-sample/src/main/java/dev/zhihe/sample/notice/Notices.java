package dev.zhihe.sample.notice;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;

/** The notices. */
@ApplicationScoped
class Notices implements LockingRepository<Notice> {

  /** The first of those that wait for a reviewer, locked, in the order of codes. */
  List<Notice> lockedSubmitted(NoticeSelection asked, int most) {
    var condition = new StringBuilder("status = SUBMITTED");
    var parameters = new HashMap<String, Object>();
    if (asked.topic() != null) {
      condition.append(" and topic = :topic");
      parameters.put("topic", asked.topic());
    }
    if (asked.codes() != null) {
      condition.append(" and code in :codes");
      parameters.put("codes", asked.codes());
    }
    return find(condition.toString(), Sort.by("code"), parameters)
        .page(0, most)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }
}
