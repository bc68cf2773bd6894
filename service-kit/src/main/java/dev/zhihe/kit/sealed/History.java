package dev.zhihe.kit.sealed;

import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The states that the service knew at any position. Each read is one consistent cut, however many
 * statements it takes, because sealed rows never change.
 */
@Singleton
public class History {
  private final DataSource source;

  public History(DataSource source) {
    this.source = source;
  }

  /**
   * An entity's state at a cut. Empty if the entity did not exist, or if the state is not valid on
   * the day.
   */
  public Optional<SealedState> item(String type, String code, Cut cut, ValidOn on) {
    var found =
        states(
            on.known(" and entity_id = ?"),
            statement -> {
              int place = bind(statement, type, cut);
              statement.setString(place++, code);
              bind(statement, place, on.day());
            });
    return found.stream().findFirst();
  }

  /**
   * The states at a cut, ordered by code.
   *
   * @param after last code of the previous page; empty for the first page
   */
  public List<SealedState> page(
      String type,
      String after,
      int limit,
      Cut cut,
      ValidOn on,
      Audiences readable,
      Filters filters) {
    return states(
        on.known(" and entity_id > ?")
            + (readable.all() ? "" : " and audience = any(?)")
            + filters.historyConditions()
            + " order by entity_id limit ?",
        statement -> {
          int place = bind(statement, type, cut);
          statement.setString(place++, after);
          place = bind(statement, place, on.day());
          if (!readable.all()) {
            statement.setArray(
                place++,
                statement
                    .getConnection()
                    .createArrayOf(
                        "text", readable.listed().stream().map(Audience::text).toArray()));
          }
          for (var value : filters.historyValues()) {
            statement.setString(place++, value);
          }
          statement.setInt(place, limit);
        });
  }

  private static int bind(PreparedStatement statement, String type, Cut cut) throws SQLException {
    statement.setString(1, type);
    statement.setLong(2, cut.position());
    statement.setLong(3, cut.position());
    return 4;
  }

  private static int bind(PreparedStatement statement, int place, @Nullable LocalDate on)
      throws SQLException {
    if (on == null) {
      return place;
    }
    statement.setObject(place, on);
    statement.setObject(place + 1, on);
    return place + 2;
  }

  @FunctionalInterface
  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  private List<SealedState> states(String known, Binding binding) {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement("select entity_id, version, audience, body " + known)) {
      binding.to(statement);
      try (var rows = statement.executeQuery()) {
        var states = new ArrayList<SealedState>();
        while (rows.next()) {
          states.add(state(rows, 0));
        }
        return states;
      }
    } catch (SQLException e) {
      throw new PersistenceException("The history cannot be read", e);
    }
  }

  /**
   * Reads a state from four columns of the row.
   *
   * @param after number of columns before them
   */
  static SealedState state(ResultSet row, int after) throws SQLException {
    return new SealedState(
        row.getString(after + 1),
        row.getLong(after + 2),
        Audience.stored(row.getString(after + 3)),
        row.getBytes(after + 4));
  }
}
