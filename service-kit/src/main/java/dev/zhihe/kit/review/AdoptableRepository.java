package dev.zhihe.kit.review;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A repository whose entities are adopted.
 *
 * @param <E> the entity
 */
public interface AdoptableRepository<E extends Adoptable> extends LockingRepository<E> {
  /**
   * The drafts among the entities that a condition selects, locked in the order of their codes. 404
   * if it selects none at all; 409 if all are adopted.
   *
   * @param condition such as {@code plan = ?1}
   * @param zh says that all are adopted, in Chinese; formatted with the values, as is the English
   * @param values of the condition, by which the 404 names what is absent
   */
  default List<E> lockedDrafts(String condition, String zh, String en, Object... values) {
    var drafts =
        find(condition + " and adoption.status = DRAFT", Sort.by("code"), values)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
    if (drafts.isEmpty()) {
      throw count(condition, values) == 0
          ? Problem.notFound(
              Stream.of(values).map(String::valueOf).collect(Collectors.joining(" ")))
          : Problem.conflict(zh, en, values);
    }
    return drafts;
  }
}
