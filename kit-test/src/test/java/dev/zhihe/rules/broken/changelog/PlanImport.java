package dev.zhihe.rules.broken.changelog;

import dev.zhihe.rules.Breaks;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.StatelessSession;

@Breaks(times = 9)
class PlanImport {
  private final Plans plans;
  private final PanacheRepositoryBase<Plan, String> anonymous;
  private final EntityManager entities;
  private final Session session;
  private final StatelessSession bulk;

  PlanImport(Plans plans, EntityManager entities, Session session, StatelessSession bulk) {
    this.plans = plans;
    this.anonymous = plans;
    this.entities = entities;
    this.session = session;
    this.bulk = bulk;
  }

  void store(List<Plan> given) {
    given.forEach(plans::persist);
    plans.persist(given.getFirst());
    anonymous.persist(given);
    given.forEach(plan -> entities.persist(plan));
    entities.merge(given.getFirst());
    session.remove(given.getFirst());
    bulk.insert(given.getFirst());
    entities.createQuery("delete from Plan").executeUpdate();
    session.createMutationQuery("delete from Plan").executeUpdate();
  }
}
