package dev.zhihe.kit.search;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.Recorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The stored names of all entities that can be found. They are written in the transaction that
 * writes the entities. That transaction has locked the entities, so no other one writes their names
 * at the same time.
 */
@ApplicationScoped
class Names {
  private final EntityManager entities;

  Names(EntityManager entities) {
    this.entities = entities;
  }

  void recorded(@Observes Recorded fact) {
    if (isFindable(fact.stored())) {
      entities.unwrap(Session.class).doWork(connection -> keep(connection, fact.stored()));
    }
    if (isFindable(fact.deleted())) {
      entities
          .unwrap(Session.class)
          .doWork(
              connection -> {
                for (var entity : fact.deleted()) {
                  drop(connection, entity);
                }
              });
    }
  }

  private static boolean isFindable(List<? extends Published> entities) {
    return !entities.isEmpty() && entities.getFirst() instanceof Findable;
  }

  /**
   * Stores the current names of entities of one type. Names that are stored already cost one query.
   */
  static void keep(Connection connection, List<? extends Published> entities) throws SQLException {
    var current = namesOf(entities);
    var stored = kept(connection, current);
    current.entrySet().removeIf(entity -> entity.getValue().equals(stored.get(entity.getKey())));
    stored.keySet().retainAll(current.keySet());
    drop(connection, stored);
    add(connection, current);
  }

  /** Replaces the stored names of entities of one type. */
  static void replace(Connection connection, List<? extends Published> entities)
      throws SQLException {
    var current = namesOf(entities);
    drop(connection, current);
    add(connection, current);
  }

  /** Deletes the names of a deleted entity. */
  static void drop(Connection connection, Published entity) throws SQLException {
    drop(connection, Map.of(entity.code(), Name.of(entity)));
  }

  private static Map<String, List<Name>> namesOf(List<? extends Published> entities) {
    var names = new HashMap<String, List<Name>>();
    entities.forEach(entity -> names.put(entity.code(), Name.of(entity)));
    return names;
  }

  private static Map<String, List<Name>> kept(Connection connection, Map<String, List<Name>> like)
      throws SQLException {
    var stored = new HashMap<String, List<Name>>();
    if (like.isEmpty()) {
      return stored;
    }
    try (var statement =
        connection.prepareStatement(
            """
            select entity_type, entity_id, place, kind, text, area, audience from search_name
            where entity_type = ? and entity_id = any(?) order by entity_id, place
            """)) {
      those(statement, like);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          stored
              .computeIfAbsent(rows.getString(2), code -> new ArrayList<>())
              .add(
                  new Name(
                      rows.getString(1),
                      rows.getString(2),
                      rows.getInt(3),
                      NameKind.of(rows.getString(4)),
                      rows.getString(5),
                      rows.getString(6),
                      rows.getString(7)));
        }
      }
    }
    return stored;
  }

  private static void drop(Connection connection, Map<String, List<Name>> names)
      throws SQLException {
    if (names.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "delete from search_name where entity_type = ? and entity_id = any(?)")) {
      those(statement, names);
      statement.executeUpdate();
    }
  }

  private static void those(PreparedStatement statement, Map<String, List<Name>> names)
      throws SQLException {
    statement.setString(1, names.values().iterator().next().getFirst().type());
    statement.setArray(
        2, statement.getConnection().createArrayOf("text", names.keySet().toArray()));
  }

  private static void add(Connection connection, Map<String, List<Name>> names)
      throws SQLException {
    var rows =
        names.values().stream()
            .flatMap(List::stream)
            .map(name -> new Row(name, Spelling.of(name.text())))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            """
            insert into search_name
              (entity_type, entity_id, place, kind, text, normal, initials, area, audience, grams)
            select entity_type, entity_id, place, kind, text, normal, initials, area, audience, string_to_array(grams, ' ')
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as n(entity_type, entity_id, place, kind, text, normal, initials, area, audience, grams)
            """)) {
      column(statement, 1, "text", rows, row -> row.name().type());
      column(statement, 2, "text", rows, row -> row.name().code());
      column(statement, 3, "integer", rows, row -> row.name().place());
      column(statement, 4, "text", rows, row -> row.name().kind().word());
      column(statement, 5, "text", rows, row -> row.name().text());
      column(statement, 6, "text", rows, row -> row.spelling().normal());
      column(statement, 7, "text", rows, row -> row.spelling().initials());
      column(statement, 8, "text", rows, row -> row.name().area());
      column(statement, 9, "text", rows, row -> row.name().audience());
      column(
          statement, 10, "text", rows, row -> String.join(" ", row.name().grams(row.spelling())));
      statement.executeUpdate();
    }
  }

  private record Row(Name name, Spelling spelling) {}

  private static void column(
      PreparedStatement statement,
      int place,
      String type,
      List<Row> rows,
      Function<Row, @Nullable Object> value)
      throws SQLException {
    statement.setArray(
        place, statement.getConnection().createArrayOf(type, rows.stream().map(value).toArray()));
  }
}
