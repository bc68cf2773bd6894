package dev.zhihe.kit.sealed;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;

/**
 * The current states, read from the published tables. Each statement also reads the freshness, so
 * that both come from one database snapshot. It returns the freshness even if it finds no state.
 */
@Singleton
public class CurrentStates {
  private static final String STATES =
      "select *, null as code, null::bigint as version, null as audience, null as body from ("
          + Freshness.QUERY
          + ") head union all select null, null, null, null, null, code, version, audience, body from ";

  /** That of the database, because codes are ASCII. */
  private static final Comparator<SealedState> ORDER = Comparator.comparing(SealedState::code);

  private final DataSource source;
  private final EntityManagerFactory factory;

  CurrentStates(DataSource source, EntityManagerFactory factory) {
    this.source = source;
    this.factory = factory;
  }

  /** The result of one statement. */
  public record Found(Freshness freshness, List<SealedState> states) {}

  /** An entity by its code. */
  public Found item(Class<? extends Published> type, String code) {
    return found(
        "\"" + table(type).getMappedTableDetails().getTableName() + "\" where code = ?",
        statement -> statement.setString(1, code));
  }

  /**
   * Entities ordered by code.
   *
   * @param after last code of the previous page; empty for the first page
   */
  public Found page(
      Class<? extends Published> type,
      String after,
      int limit,
      Audiences readable,
      Filters filters) {
    var table = table(type);
    var audiences = readable.listed();
    return found(
        "(select * from \""
            + table.getMappedTableDetails().getTableName()
            + "\" where code > ?"
            + (readable.all()
                ? ""
                : " and audience in (?" + ", ?".repeat(audiences.size() - 1) + ")")
            + filters.tableConditions(property -> EntityColumns.of(table, property))
            + " order by code limit ?) page",
        statement -> {
          int place = 1;
          statement.setString(place++, after);
          if (!readable.all()) {
            for (var audience : audiences) {
              statement.setString(place++, audience.text());
            }
          }
          for (var value : filters.tableValues()) {
            statement.setObject(place++, value);
          }
          statement.setInt(place, limit);
        });
  }

  private EntityMappingType table(Class<? extends Published> type) {
    return factory
        .unwrap(SessionFactoryImplementor.class)
        .getMappingMetamodel()
        .getEntityDescriptor(type);
  }

  @FunctionalInterface
  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /** One row is the freshness: a join would repeat it in every row. It has no code. */
  private Found found(String from, Binding binding) {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(STATES + from)) {
      binding.to(statement);
      try (var rows = statement.executeQuery()) {
        Freshness freshness = null;
        var states = new ArrayList<SealedState>();
        while (rows.next()) {
          if (rows.getString(Freshness.WIDTH + 1) == null) {
            freshness = Freshness.of(rows);
          } else {
            states.add(History.state(rows, Freshness.WIDTH));
          }
        }
        states.sort(ORDER); // they are in order already, but a union promises none
        return new Found(Objects.requireNonNull(freshness), states);
      }
    } catch (SQLException e) {
      throw new PersistenceException("The published states cannot be read", e);
    }
  }
}
