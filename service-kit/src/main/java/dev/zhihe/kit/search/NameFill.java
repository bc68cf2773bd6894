package dev.zhihe.kit.search;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import jakarta.persistence.metamodel.EntityType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stores the names of entities that were written before the search existed. It runs once per type
 * in the background, and nothing waits for it.
 */
@ApplicationScoped
public class NameFill {
  private static final Logger LOG = Logger.getLogger(NameFill.class);

  /**
   * Version of the stored names. Increase it when {@link Spelling} or {@link Name} changes what is
   * stored: all names are then stored again.
   */
  private static final int RULES = 1;

  private static final int CHUNK = 500;

  private final EntityManagerFactory factory;
  private final EntityManager entities;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean complete;
  private @Nullable Thread worker;

  NameFill(EntityManagerFactory factory, EntityManager entities) {
    this.factory = factory;
    this.entities = entities;
  }

  void start(@Observes StartupEvent event) {
    worker = Thread.ofPlatform().daemon().name("names").start(this::fill);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing.countDown();
    if (worker != null) {
      worker.join(Duration.ofSeconds(5));
    }
  }

  /** Whether the names of all stored entities can be found. */
  boolean isComplete() {
    return complete;
  }

  /** Adds the missing names. Runs at every start, and may be repeated. */
  public void fill() {
    try {
      var types =
          factory.getMetamodel().getEntities().stream()
              .map(EntityType::getJavaType)
              .filter(Findable.class::isAssignableFrom)
              .map(type -> type.<Published>asSubclass(Published.class))
              .toList();
      for (var type : types) {
        fill(type);
      }
      complete = closing.getCount() > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the next start continues
    }
  }

  private <E extends Published> void fill(Class<E> type) throws InterruptedException {
    String reached = "";
    while (reached != null && closing.getCount() > 0) {
      var after = reached;
      try {
        reached = QuarkusTransaction.requiringNew().timeout(60).call(() -> chunk(type, after));
      } catch (RuntimeException e) { // such as a locked row, or the database is down
        LOG.warnf("Adding names of %s failed; it will be retried: %s", type.getSimpleName(), e);
        closing.await(2, TimeUnit.SECONDS);
      }
    }
  }

  /** Processes a batch of entities. Returns its last code, or null if nothing is left. */
  private <E extends Published> @Nullable String chunk(Class<E> type, String after) {
    // Only one instance fills at a time.
    entities
        .createNativeQuery(
            "select 1 from pg_advisory_xact_lock(hashtext('names')) as held", Integer.class)
        .getSingleResult();
    var name = ChangeLog.typeName(type);
    if (isFilled(name)) {
      return null;
    }
    // Shared locks: nobody can rename these entities meanwhile.
    var stretch =
        entities
            .createQuery(
                "from " + type.getSimpleName() + " e where e.code > :after order by e.code", type)
            .setParameter("after", after)
            .setMaxResults(CHUNK)
            .setLockMode(LockModeType.PESSIMISTIC_READ)
            .getResultList();
    if (stretch.isEmpty()) {
      mark(name);
      return null;
    }
    entities.unwrap(Session.class).doWork(connection -> Names.replace(connection, stretch));
    var last = stretch.getLast().code();
    entities.clear();
    return last;
  }

  private boolean isFilled(String type) {
    return !entities
        .createNativeQuery(
            "select rules from search_filled where entity_type = ?1 and rules >= ?2", Integer.class)
        .setParameter(1, type)
        .setParameter(2, RULES)
        .getResultList()
        .isEmpty();
  }

  private void mark(String type) {
    entities
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      insert into search_filled (entity_type, rules) values (?, ?)
                      on conflict (entity_type) do update set rules = excluded.rules
                      """)) {
                statement.setString(1, type);
                statement.setInt(2, RULES);
                statement.executeUpdate();
              }
            });
    LOG.infof("All names of %s can be found", type);
  }
}
