package dev.zhihe.platforms.registry.platform;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.operator.Operators;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of platforms in the form of cells. Changes of the registry give it so, and keep the
 * rules of the imports.
 */
@ApplicationScoped
public class PlatformContent {
  /** A platform's identity, and what the kinds of change set themselves. */
  private static final Set<String> OTHERS = Set.of("code", "area", "status");

  /** What it is within. */
  private static final Set<String> LINKS = Set.of("partOf", "locatedIn");

  private final PlatformImport family;
  private final PlatformLinks links;
  private final Platforms platforms;
  private final Operators operators;

  PlatformContent(
      PlatformImport family, PlatformLinks links, Platforms platforms, Operators operators) {
    this.family = family;
    this.links = links;
    this.platforms = platforms;
    this.operators = operators;
  }

  /**
   * What the content of some platforms refers to, and the platforms themselves.
   *
   * @param operators codes of the operators that exist
   * @param wholes of the platforms that are stored, and of all that they are within: the codes of
   *     those that each is within
   * @param merged those of the stored ones that are merged into others
   */
  public record References(
      Set<String> operators, Map<String, Set<String>> wholes, Map<String, Platform> merged) {}

  /**
   * Reads what the content of some platforms refers to, in a few queries.
   *
   * @param platforms stored ones, of whose content other cells may leave a part
   * @param cells by property, of each platform that gets other ones
   */
  public References references(
      Collection<Platform> platforms, Collection<Map<String, String>> cells) {
    var operatorCodes = new HashSet<String>();
    var codes = new HashSet<String>();
    for (var platform : platforms) {
      Stream.ofNullable(platform.operator()).forEach(operatorCodes::add);
      codes.add(platform.code());
    }
    for (var one : cells) {
      var row = Row.of(family.columns(), one, new ArrayList<>()); // its errors are told elsewhere
      Stream.ofNullable(row.code("operator")).forEach(operatorCodes::add);
      Stream.ofNullable(row.code("locatedIn")).forEach(codes::add);
      Stream.ofNullable(PlatformLinks.partOf(row)).forEach(codes::addAll);
    }
    var wholes = links.wholesOf(codes);
    return new References(
        operators.existing(operatorCodes), wholes, this.platforms.merged(wholes.keySet()));
  }

  /** The properties that a change may set, in the order of the columns. */
  public List<String> properties() {
    return family.columns().stream()
        .filter(column -> !column.readOnly())
        .map(Column::name)
        .filter(name -> !OTHERS.contains(name))
        .toList();
  }

  /** Some of the properties for an error; the Chinese text has their headers too. */
  public Text names(Collection<String> properties) {
    var columns =
        family.columns().stream().filter(column -> properties.contains(column.name())).toList();
    return new Text(
        columns.stream()
            .map(column -> column.name() + " " + column.alias())
            .collect(Collectors.joining("、")),
        columns.stream().map(Column::name).collect(Collectors.joining(", ")));
  }

  /** Whether the cell of a property is a list, whose items semicolons divide. */
  public static boolean isList(String property) {
    return Arrays.stream(PlatformView.class.getRecordComponents())
        .anyMatch(one -> one.getName().equals(property) && one.getType() == List.class);
  }

  /**
   * A platform's state with other cells. Null if they break a rule.
   *
   * @param platform the platform; null for a new one
   * @param cells by property
   * @param known what both refer to
   * @param refusal receives each broken rule with its property
   */
  public @Nullable PlatformView with(
      @Nullable Platform platform, Map<String, String> cells, References known, Refusal refusal) {
    var violations = new ArrayList<Violation>();
    var row = Row.of(family.columns(), cells, violations);
    if (platform != null) {
      row.cells().keep(Csv.cells(platform.view()));
    }
    var view = family.read(row, known.operators());
    for (var one : violations) {
      refusal.refuse(
          Objects.requireNonNull(one.column()),
          one.code(),
          "%1$s",
          "%2$s",
          one.detail().zh(),
          one.detail().en());
    }
    if (view != null && !Collections.disjoint(cells.keySet(), LINKS)) {
      links.check(view, known, refusal);
    }
    return view;
  }

  /**
   * Whether a platform would be within itself, directly or through others, once these are merged
   * into it.
   *
   * @param known what the platform that goes on refers to
   */
  public static boolean closesCircle(Collection<String> merged, String into, References known) {
    return PlatformLinks.closesCircle(Set.copyOf(merged), into, known.wholes());
  }

  /** The codes of the platforms that cells put a platform within, and of all that those are in. */
  public Set<String> within(Map<String, String> cells) {
    var codes = new HashSet<String>();
    for (var link : LINKS) {
      codes.addAll(List.of(cells.getOrDefault(link, "").split(";", -1)));
    }
    return links.wholesOf(codes).keySet();
  }
}
