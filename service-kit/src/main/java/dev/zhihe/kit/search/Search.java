package dev.zhihe.kit.search;

import dev.zhihe.kit.security.Audience;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Finds entities by their names. The order is: exact, prefix, substring, initials; names, aliases,
 * codes; short before long; then by code. Each entity appears once, by its best name.
 *
 * <p>The index finds the names that have all grams of the text, and each is then verified. If there
 * are few, all of them are read and sorted. If there are many (half of all names contain 研究院), the
 * index is queried in the order of the answer, by kind and length, until there are enough. So a
 * frequent text costs little more than a rare one.
 */
@ApplicationScoped
public class Search {
  private static final int FEW = 500;

  private static final Comparator<Found> BEST_FIRST =
      Comparator.comparing((Found found) -> found.kind())
          .thenComparing(Found::length)
          .thenComparing(Found::code)
          .thenComparing(Found::type);

  private final AgroalDataSource source;
  private final String service;

  Search(AgroalDataSource source, @ConfigProperty(name = "zhihe.service") String service) {
    this.source = source;
    this.service = service;
  }

  /** One matching name. */
  private record Found(
      String type,
      String code,
      NameKind kind,
      String text,
      int length,
      @Nullable String area,
      MatchKind match) {

    /**
     * Lower is better. All services use the same order; entities of equal rank are ordered by code.
     */
    int rank() {
      return (match.place() * 10 + kind.place()) * 10_000 + length;
    }
  }

  private record Entity(String type, String code) {}

  /** The best hits, in order. */
  List<SearchHit> find(SearchQuery query) throws SQLException {
    var found = new LinkedHashMap<Entity, Found>();
    try (var connection = source.getConnection()) {
      for (var match : MatchKind.values()) {
        if (match.suits(query.normal()) && found.size() < query.limit()) {
          find(connection, query, match, found);
        }
      }
      var best = found.values().stream().limit(query.limit()).toList();
      var shown = shown(connection, best);
      return best.stream().map(one -> hit(one, shown)).toList();
    }
  }

  private static void find(
      Connection connection, SearchQuery query, MatchKind match, Map<Entity, Found> found)
      throws SQLException {
    var grams = match.grams(query.normal());
    if (!areFew(connection, query, match, grams, match.marks(query.normal()), found)) {
      for (var kind : List.of(NameKind.NAME, NameKind.ALIAS)) {
        if (found.size() < query.limit()
            && !areFew(connection, query, match, grams, Set.of(Name.of(kind)), found)) {
          byLength(connection, query, match, kind, found);
        }
      }
    }
    // Codes are added only if few match. A part that very many codes share is no useful search.
    if (found.size() < query.limit() && match.suitsCodes(query.normal())) {
      areFew(connection, query, match, Name.ofCode(grams), Set.of(), found);
    }
  }

  /** Adds the matching names with one of the marks if there are few. Returns whether there are. */
  private static boolean areFew(
      Connection connection,
      SearchQuery query,
      MatchKind match,
      Set<String> grams,
      Set<String> marks,
      Map<Entity, Found> found)
      throws SQLException {
    var names =
        names(connection, query, match, grams, marks, "select * from matching limit ?", FEW + 1);
    var few = names.size() <= FEW;
    if (few) {
      names.sort(BEST_FIRST);
      add(names, found);
    }
    return few;
  }

  /** Adds matching names of a kind, shorter ones first, until there are enough. */
  private static void byLength(
      Connection connection,
      SearchQuery query,
      MatchKind match,
      NameKind kind,
      Map<Entity, Found> found)
      throws SQLException {
    var longest = Math.min(Name.MAX_MARKED_LENGTH, match.longest(query.normal()));
    var length = Math.min(Name.MAX_MARKED_LENGTH, match.shortest(query.normal()));
    for (; length <= longest && found.size() < query.limit(); length++) {
      var names =
          names(
              connection,
              query,
              match,
              match.grams(query.normal()),
              Set.of(Name.of(kind, length)),
              """
              select * from (select distinct on (entity_id, entity_type) * from matching
                             order by entity_id, entity_type, length, place) one
              order by length, entity_id, entity_type limit ?
              """,
              query.limit());
      add(names, found);
    }
  }

  private static void add(List<Found> more, Map<Entity, Found> found) {
    more.forEach(one -> found.putIfAbsent(new Entity(one.type(), one.code()), one));
  }

  /**
   * Matching names.
   *
   * @param grams grams that each name must have
   * @param marks if not empty, each name must have one of them
   * @param selection the SQL that orders and limits the names
   */
  private static List<Found> names(
      Connection connection,
      SearchQuery query,
      MatchKind match,
      Set<String> grams,
      Set<String> marks,
      String selection,
      int most)
      throws SQLException {
    var all = new HashSet<>(grams);
    if (query.type() != null) {
      all.add(Name.ofType(query.type()));
    }
    if (query.area() != null) {
      all.add(Name.inArea(query.area()));
    }
    // Materialized: otherwise the limit makes the planner read the whole table for the first few
    // rows.
    try (var statement =
        connection.prepareStatement(
            """
            with candidate as materialized (select * from search_name where grams @> ? %s),
            matching as (
              select entity_type, entity_id, place, kind, text, char_length(normal) as length, area from candidate
              where %s and (? or audience = any(?)))
            %s"""
                .formatted(
                    marks.isEmpty() ? "" : "and grams && ?", match.condition(), selection))) {
      int place = 1;
      statement.setArray(place++, connection.createArrayOf("varchar", all.toArray()));
      if (!marks.isEmpty()) {
        statement.setArray(place++, connection.createArrayOf("varchar", marks.toArray()));
      }
      statement.setString(place++, match.operand(query.normal()));
      statement.setBoolean(place++, query.readable().all());
      statement.setArray(
          place++,
          connection.createArrayOf(
              "text", query.readable().listed().stream().map(Audience::text).toArray()));
      statement.setInt(place, most);
      var found = new ArrayList<Found>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Found(
                  rows.getString("entity_type"),
                  rows.getString("entity_id"),
                  NameKind.of(rows.getString("kind")),
                  rows.getString("text"),
                  rows.getInt("length"),
                  rows.getString("area"),
                  match));
        }
      }
      return found;
    }
  }

  /** The displayed names of entities. */
  private static Map<Entity, String> shown(Connection connection, List<Found> found)
      throws SQLException {
    var names = new HashMap<Entity, String>();
    try (var statement =
        connection.prepareStatement(
            """
            select entity_type, entity_id, text from unnest(?, ?) as found(entity_type, entity_id)
            join search_name using (entity_type, entity_id) where place = 0
            """)) {
      statement.setArray(
          1, connection.createArrayOf("text", found.stream().map(Found::type).toArray()));
      statement.setArray(
          2, connection.createArrayOf("text", found.stream().map(Found::code).toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          names.put(new Entity(rows.getString(1), rows.getString(2)), rows.getString(3));
        }
      }
    }
    return names;
  }

  private SearchHit hit(Found found, Map<Entity, String> shown) {
    return new SearchHit(
        found.type(),
        found.code(),
        // If the entity was renamed just now, the name found is displayed.
        shown.getOrDefault(new Entity(found.type(), found.code()), found.text()),
        found.text(),
        found.match(),
        found.rank(),
        found.area(),
        "/v1/" + family(found.type()) + "/" + found.code(),
        service);
  }

  /** The name of a family in the API: the plural of its entity type. */
  static String family(String type) {
    return type.endsWith("y") && !type.endsWith("ay")
        ? type.substring(0, type.length() - 1) + "ies"
        : type.endsWith("s") ? type + "es" : type + "s";
  }
}
