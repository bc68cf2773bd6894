package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.sealed.EntityColumns;
import dev.zhihe.kit.sealed.ValidOn;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.StoredRows;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads all states of a list, ordered by code, with one COPY statement. The database sends them
 * while they are processed, and memory holds one of them. The other methods of reading would map
 * each row, and would wait for the next part after each part.
 */
@Singleton
class CopiedStates {
  /** A statement may take as long as the file takes to be written. */
  private static final String SETTINGS = "set local statement_timeout = '300s'";

  private static final byte[] PUBLIC = Audience.PUBLIC.text().getBytes(StandardCharsets.UTF_8);
  private static final int BINARY_HEADER = 19;

  private final DataSource source;
  private final EntityManagerFactory factory;

  CopiedStates(DataSource source, EntityManagerFactory factory) {
    this.source = source;
    this.factory = factory;
  }

  /**
   * Passes the states of a moment. The current ones are read in the caller's transaction.
   *
   * @return how many of them were not public
   */
  long each(
      Class<? extends Published> type,
      Filters filters,
      Audiences readable,
      Moment moment,
      StoredRows.BodyReader reader) {
    var query =
        moment.cut() == null
            ? current(type, filters, readable)
            : past(type, filters, readable, moment.cut().position(), ValidOn.of(type, moment.on()));
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      if (moment.cut() != null) {
        connection.setAutoCommit(false);
      }
      statement.execute(SETTINGS);
      try {
        return copied(connection, query, reader);
      } finally {
        if (moment.cut() != null) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
    } catch (SQLException e) {
      throw new PersistenceException("The states cannot be read", e);
    }
  }

  /** SQL with a placeholder for each of its values. */
  private record Query(String sql, List<Object> values) {}

  private Query current(Class<? extends Published> type, Filters filters, Audiences readable) {
    var table =
        factory
            .unwrap(SessionFactoryImplementor.class)
            .getMappingMetamodel()
            .getEntityDescriptor(type);
    var values = new ArrayList<Object>(audiences(readable));
    values.addAll(filters.tableValues());
    return new Query(
        "select audience, body from \"%s\" where true%s%s order by code"
            .formatted(
                table.getMappedTableDetails().getTableName(),
                condition(readable),
                filters.tableConditions(property -> EntityColumns.of(table, property))),
        values);
  }

  private static Query past(
      Class<? extends Published> type,
      Filters filters,
      Audiences readable,
      long position,
      ValidOn on) {
    var values = new ArrayList<Object>(List.of(ChangeLog.typeName(type), position, position));
    if (on.day() != null) {
      values.addAll(List.of(on.day(), on.day()));
    }
    values.addAll(audiences(readable));
    values.addAll(filters.historyValues());
    return new Query(
        "select audience, body %s%s%s order by entity_id"
            .formatted(on.known(""), condition(readable), filters.historyConditions()),
        values);
  }

  private static String condition(Audiences readable) {
    return readable.all()
        ? ""
        : audiences(readable).stream()
            .map(audience -> "?")
            .collect(Collectors.joining(", ", " and audience in (", ")"));
  }

  private static Collection<String> audiences(Audiences readable) {
    return readable.all() ? List.of() : readable.listed().stream().map(Audience::text).toList();
  }

  private static long copied(Connection connection, Query query, StoredRows.BodyReader reader)
      throws SQLException {
    var postgres = connection.unwrap(PGConnection.class);
    var copy =
        postgres
            .getCopyAPI()
            .copyOut("copy (" + literal(postgres, query) + ") to stdout (format binary)");
    try {
      return rows(copy, reader);
    } finally {
      receiveRest(copy); // the connection is free once all rows were received
    }
  }

  private static void receiveRest(CopyOut copy) throws SQLException {
    byte @Nullable [] row;
    do {
      row = copy.isActive() ? copy.readFromCopy() : null;
    } while (row != null);
  }

  /** The query with its values as literals, because COPY takes no parameters. */
  private static String literal(PGConnection connection, Query query) throws SQLException {
    var parts = query.sql.split("\\?", -1);
    var sql = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      sql.append('\'')
          .append(connection.escapeLiteral(query.values.get(i - 1).toString()))
          .append('\'')
          .append(parts[i]);
    }
    return sql.toString();
  }

  private static long rows(CopyOut copy, StoredRows.BodyReader reader) throws SQLException {
    long conditional = 0;
    var start = BINARY_HEADER;
    for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
      var row = ByteBuffer.wrap(message).position(start);
      start = 0;
      if (row.remaining() <= Short.BYTES || row.getShort() < 0) {
        continue; // the trailer
      }
      var audience = row.getInt();
      if (!row.slice(row.position(), audience).equals(ByteBuffer.wrap(PUBLIC))) {
        conditional++;
      }
      row.position(row.position() + audience);
      var length = row.getInt();
      reader.read(message, row.position(), length);
    }
    return conditional;
  }
}
