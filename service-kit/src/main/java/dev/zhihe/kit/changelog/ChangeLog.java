package dev.zhihe.kit.changelog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Caller;
import io.quarkus.hibernate.orm.PersistenceUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The only way to write a published entity. It stores the entity and appends its new state to the
 * log, in the caller's transaction.
 *
 * <p>The entity's row is written, and therefore locked, before the log row draws its id. This lets
 * the sealer order the changes of one entity correctly. A change that leaves the view unchanged
 * writes nothing and logs nothing.
 */
@ApplicationScoped
public class ChangeLog {
  /** Limit of a state's size, so that its event fits into a Kafka record. */
  public static final int MAX_BODY_BYTES = 900_000;

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return typeName(type.getSimpleName());
        }
      };

  private final EntityManager entities;
  private final Caller caller;
  private final Event<Recorded> recorded;

  ChangeLog(
      @PersistenceUnit(PersistenceUnit.DEFAULT) EntityManager entities,
      Caller caller,
      Event<Recorded> recorded) {
    this.entities = entities;
    this.caller = caller;
    this.recorded = recorded;
  }

  /** Stores new entities of one type. */
  public <E extends Published> List<E> created(List<E> added) {
    if (added.isEmpty()) {
      return added;
    }
    var lastVersions = lastVersions(added);
    var changes = new ArrayList<Change>(added.size());
    for (var entity : added) {
      var version = lastVersions.getOrDefault(entity.code(), 0L) + 1;
      changes.add(publish(entity, version, Action.CREATED, Views.write(entity.view()), null));
      entities.persist(entity);
    }
    append(changes);
    recorded.fire(new Recorded(added, List.of()));
    return added;
  }

  /** Stores one new entity. */
  public <E extends Published> E created(E entity) {
    return created(List.of(entity)).getFirst();
  }

  /**
   * Stores changes of entities that the caller has locked. Entities whose view and audience are
   * unchanged are skipped.
   */
  public <E extends Published> List<E> updated(List<E> changed, @Nullable String reason) {
    return updated(changed, reason, false);
  }

  private <E extends Published> List<E> updated(
      List<E> changed, @Nullable String reason, boolean evenIfSame) {
    var changes = new ArrayList<Change>(changed.size());
    var written = new ArrayList<Published>(changed.size());
    for (var entity : changed) {
      var before = entity.publication();
      var body = Views.write(entity.view());
      if (evenIfSame
          || !body.equals(before.body())
          || !entity.audience().equals(before.audience())) {
        changes.add(publish(entity, before.version() + 1, Action.UPDATED, body, reason));
        written.add(entity);
      }
    }
    if (!written.isEmpty()) {
      append(changes);
      recorded.fire(new Recorded(written, List.of()));
    }
    return changed;
  }

  /** Stores a change of one entity that the caller has locked. */
  public <E extends Published> E updated(E entity, @Nullable String reason) {
    return updated(List.of(entity), reason).getFirst();
  }

  /**
   * Stores a version of an entity that the caller has locked, even if its view is unchanged:
   * something that belongs to it has changed, and whoever saw it before has to look again.
   */
  public <E extends Published> E renewed(E entity, @Nullable String reason) {
    return updated(List.of(entity), reason, true).getFirst();
  }

  /**
   * Deletes an entity that the caller has locked. The deletion is published to those who could read
   * its last state.
   */
  public void deleted(Published entity, @Nullable String reason) {
    deleted(List.of(entity), reason);
  }

  /** As {@link #deleted(Published, String)}, for many entities. */
  public void deleted(List<? extends Published> removed, @Nullable String reason) {
    if (removed.isEmpty()) {
      return;
    }
    var changes = new ArrayList<Change>(removed.size());
    for (var entity : removed) {
      var last = entity.publication();
      entities.remove(entity);
      changes.add(
          change(entity, last.version() + 1, Action.DELETED, last.audience(), null, reason));
    }
    append(changes);
    recorded.fire(new Recorded(List.of(), removed));
  }

  /** Those of the entities that this caller made any logged change of, by code. */
  public List<String> callerChanged(Class<? extends Published> type, List<String> codes) {
    return entities
        .unwrap(Session.class)
        .createNativeQuery(
            "select distinct entity_id from change_log where entity_type = ?1"
                + " and entity_id = any(?2) and actor = ?3 order by entity_id",
            String.class)
        .setParameter(1, typeName(type))
        .setParameter(2, codes.toArray(String[]::new))
        .setParameter(3, caller.name())
        .getResultList();
  }

  /**
   * Those of the entities that this caller ever brought to a state of some kind, by code. Whoever
   * judged an entity before did not bring it to the state in which it is handed in.
   *
   * @param kind tests the published state
   */
  public List<String> callerBrought(
      Class<? extends Published> type, List<String> codes, Predicate<JsonNode> kind) {
    return entities
        .unwrap(Session.class)
        .createNativeQuery(
            "select entity_id, body from change_log where entity_type = ?1 and entity_id = any(?2)"
                + " and actor = ?3 and body is not null order by entity_id",
            Object[].class)
        .setParameter(1, typeName(type))
        .setParameter(2, codes.toArray(String[]::new))
        .setParameter(3, caller.name())
        .getResultList()
        .stream()
        .filter(state -> kind.test(Views.tree((String) state[1])))
        .map(state -> (String) state[0])
        .distinct()
        .toList();
  }

  /** The entity type's name in the log: {@code NoticeBoard} is {@code notice-board}. */
  public static String typeName(Class<?> type) {
    return NAMES.get(type);
  }

  /** The name in the log of an entity whose class has this simple name. */
  public static String typeName(String className) {
    return className.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private Change publish(
      Published entity, long version, Action action, String body, @Nullable String reason) {
    if (body.length() > MAX_BODY_BYTES / 4 && Views.size(body) > MAX_BODY_BYTES) {
      throw Problem.tooLarge(entity.code(), MAX_BODY_BYTES);
    }
    var audience = entity.audience();
    entity.publication().become(version, body, audience);
    return change(entity, version, action, audience, body, reason);
  }

  private Change change(
      Published entity,
      long version,
      Action action,
      Audience audience,
      @Nullable String body,
      @Nullable String reason) {
    return new Change(
        typeName(Hibernate.getClass(entity)),
        entity.code(),
        version,
        action,
        audience,
        body,
        caller.name(),
        caller.requestId(),
        reason,
        entity.extent());
  }

  private void append(List<Change> changes) {
    entities.flush();
    entities.unwrap(Session.class).doWork(connection -> append(connection, changes));
  }

  /**
   * Appends rows to the log. The transaction must have written, and therefore locked, their
   * entities already. A trigger on the log adds the rows to the queue.
   */
  static void append(Connection connection, List<Change> changes) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into change_log
              (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area, valid_from, valid_to)
            select entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area, valid_from, valid_to
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::date[], ?::date[]) with ordinality
              as c(entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area, valid_from, valid_to, place)
            order by place
            """)) {
      text(statement, 1, changes.stream().map(Change::entityType).toArray());
      text(statement, 2, changes.stream().map(Change::entityId).toArray());
      statement.setArray(
          3, connection.createArrayOf("bigint", changes.stream().map(Change::version).toArray()));
      text(statement, 4, changes.stream().map(change -> change.action().word()).toArray());
      text(statement, 5, changes.stream().map(change -> change.audience().text()).toArray());
      text(statement, 6, changes.stream().map(Change::body).toArray());
      text(statement, 7, changes.stream().map(Change::actor).toArray());
      text(statement, 8, changes.stream().map(Change::requestId).toArray());
      text(statement, 9, changes.stream().map(Change::reason).toArray());
      text(statement, 10, changes.stream().map(change -> change.extent().area()).toArray());
      text(statement, 11, changes.stream().map(change -> change.extent().from()).toArray());
      text(statement, 12, changes.stream().map(change -> change.extent().to()).toArray());
      statement.executeUpdate();
    }
  }

  private static void text(java.sql.PreparedStatement statement, int place, Object[] values)
      throws SQLException {
    statement.setArray(place, statement.getConnection().createArrayOf("text", values));
  }

  private Map<String, Long> lastVersions(List<? extends Published> added) {
    return entities
        .unwrap(Session.class)
        .doReturningWork(connection -> lastVersions(connection, added));
  }

  private static Map<String, Long> lastVersions(
      Connection connection, List<? extends Published> added) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select entity_id, max(version) from change_log
            where entity_type = ? and entity_id = any(?) group by entity_id
            """)) {
      statement.setString(1, typeName(added.getFirst().getClass()));
      text(statement, 2, added.stream().map(Published::code).toArray());
      var versions = new HashMap<String, Long>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          versions.put(rows.getString(1), rows.getLong(2));
        }
      }
      return versions;
    }
  }
}
