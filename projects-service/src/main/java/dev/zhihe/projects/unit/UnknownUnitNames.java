package dev.zhihe.projects.unit;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.project.Project;
import dev.zhihe.projects.project.ProjectView;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A check of the names under which the projects of a plan give units. Documents name units that no
 * register has, so an import takes any name.
 */
@Schema(
    name = "UnknownUnitNames",
    description = "未登记单位 / Names of units in a plan's projects that the register does not have")
public record UnknownUnitNames(
    @Schema(description = "规划代码 / Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "各名称，按行政区划与名称排列 / One line for each, in the order of areas and names")
        List<Line> items)
    implements Computed<UnknownUnitNames.Line> {

  /** A name, and the projects that give it. */
  @Schema(name = "UnknownUnitName", description = "一个未登记的名称 / A name that no unit has")
  public record Line(
      @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") @Heading("行政区划代码")
          String area,
      @Schema(description = "单位名称 / The name", examples = "某投资公司") @Heading("单位名称") String name,
      @Schema(
              description =
                  "以其为第一牵头单位的项目：无人可为其填报 / Projects that it answers for first: nobody can act for them",
              examples = "[\"500106-145-p06\"]")
          @Heading("为第一牵头单位的项目")
          List<String> leads,
      @Schema(
              description = "其他以其为牵头或参与单位的项目 / Other projects that give it",
              examples = "[\"500106-145-p07\"]")
          @Heading("其他项目")
          List<String> others) {}

  private record Name(String area, String name) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return area.equals(other.area) ? name.compareTo(other.name) : area.compareTo(other.area);
    }
  }

  /** The check of a plan's projects. */
  static UnknownUnitNames of(String plan, States states) {
    var projects =
        states.publicStates(Project.class, ProjectView.class, Filters.none().equal("plan", plan));
    var known = known(states, projects);
    var leads = new TreeMap<Name, Set<String>>();
    var others = new TreeMap<Name, Set<String>>();
    for (var project : projects) {
      var first = project.leadUnits().stream().findFirst().orElse(null);
      named(project)
          .filter(name -> !known.contains(name))
          .forEach(
              name ->
                  (name.name().equals(first) ? leads : others)
                      .computeIfAbsent(name, unknown -> new TreeSet<>())
                      .add(project.code()));
    }
    var names = new TreeSet<>(leads.keySet());
    names.addAll(others.keySet());
    return new UnknownUnitNames(
        plan,
        names.stream()
            .map(
                name ->
                    new Line(
                        name.area(),
                        name.name(),
                        sorted(leads.get(name)),
                        sorted(others.get(name))))
            .toList());
  }

  private static List<String> sorted(@Nullable Set<String> codes) {
    return codes == null ? List.of() : List.copyOf(codes);
  }

  /** The names of the registered units of the projects' areas, aliases included. */
  private static Set<Name> known(States states, List<ProjectView> projects) {
    var known = new HashSet<Name>();
    for (var area : projects.stream().map(ProjectView::area).collect(Collectors.toSet())) {
      for (var unit :
          states.publicStates(Unit.class, UnitView.class, Filters.none().area("area", area))) {
        known.add(new Name(area, unit.name()));
        unit.aliases().forEach(alias -> known.add(new Name(area, alias)));
      }
    }
    return known;
  }

  /** The units that a project gives. States of earlier releases have no participating ones. */
  private static Stream<Name> named(ProjectView project) {
    return Stream.concat(
            project.leadUnits().stream(),
            Objects.requireNonNullElse(project.participatingUnits(), List.<String>of()).stream())
        .map(name -> new Name(project.area(), name));
  }
}
