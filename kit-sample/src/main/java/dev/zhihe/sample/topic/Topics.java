package dev.zhihe.sample.topic;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The topics. */
@ApplicationScoped
public class Topics implements PanacheRepositoryBase<Topic, String> {

  /** Whether there is such a topic. */
  public boolean exists(String code) {
    return findById(code) != null;
  }

  /** Keeps imports from changing topics until the transaction ends. */
  public void hold(Collection<String> codes) {
    find("code in ?1 order by code", codes).withLock(LockModeType.PESSIMISTIC_READ).list();
  }

  /** Codes of the topics that have one of the numbers, by number. */
  Map<Object, String> codesByNumber(List<String> numbers) {
    return getEntityManager()
        .createQuery("select number, code from Topic where number in :numbers", Object[].class)
        .setParameter("numbers", numbers)
        .getResultStream()
        .collect(Collectors.toMap(found -> found[0], found -> (String) found[1]));
  }

  /** Whether a published notice is about the topic. */
  boolean isNamed(String code) {
    return (Boolean)
        getEntityManager()
            .createNativeQuery(
                "select exists (select from notice where topic = :code and status = 'PUBLISHED')",
                Boolean.class)
            .setParameter("code", code)
            .getSingleResult();
  }
}
