package dev.zhihe.rules;

import static dev.zhihe.rules.Conditions.everyClass;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for the names of packages and classes. */
final class NamingRules {
  static final String IMPORT_FAMILY = "dev.zhihe.kit.imports.ImportFamily";

  private static final String PROBLEM_MAPPERS = "dev.zhihe.kit.http.ProblemMappers";
  private static final Set<String> LAYERS =
      Set.of(
          "controller",
          "service",
          "impl",
          "dto",
          "dao",
          "mapper",
          "repository",
          "model",
          "util",
          "helper",
          "common");
  private static final String EMPTY_WORDS =
      ".*(Dto|DTO|Dao|DAO|Impl|Manager|Helper|Util|Data|Info|Mapper)s?";

  private NamingRules() {}

  static Map<String, ArchRule> rules() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put(
        "packageNames",
        everyClass(
            "be in packages named by a business word, not by a layer",
            NamingRules::layersInPackage));
    rules.put(
        "classNames",
        everyClass(
            "be named for what they are: no Dto, Impl, Manager, Helper, Util, Data, Info, Mapper",
            NamingRules::emptyName));
    rules.put(
        "importNames",
        everyClass("end in Import if they are an ImportFamily", NamingRules::importByAnotherName));
    return rules;
  }

  private static Stream<String> layersInPackage(JavaClass type) {
    return Arrays.stream(type.getPackageName().split("\\.", -1))
        .filter(word -> LAYERS.contains(word) || LAYERS.contains(word.replaceFirst("s$", "")))
        .map(word -> type.getName() + " is in a package named " + word);
  }

  private static Stream<String> emptyName(JavaClass type) {
    return type.getSimpleName().matches(EMPTY_WORDS) && !type.getName().equals(PROBLEM_MAPPERS)
        ? Stream.of(type.getName() + " ends in a word that says nothing")
        : Stream.of();
  }

  private static Stream<String> importByAnotherName(JavaClass type) {
    return type.isAssignableTo(IMPORT_FAMILY)
            && !type.isInterface()
            && !type.getSimpleName().endsWith("Import")
        ? Stream.of(type.getName() + " fills a family by another name")
        : Stream.of();
  }
}
