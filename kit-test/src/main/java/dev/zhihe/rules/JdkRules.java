package dev.zhihe.rules;

import static dev.zhihe.rules.Conditions.accesses;
import static dev.zhihe.rules.Conditions.dependencies;
import static dev.zhihe.rules.Conditions.everyClass;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules against parts of the JDK for which the product has something better. */
final class JdkRules {
  private static final Set<String> SLEEPERS =
      Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit");
  private static final Set<String> OLD_DATES =
      Set.of(
          "java.util.Date",
          "java.util.Calendar",
          "java.util.GregorianCalendar",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.text.DateFormat",
          "java.text.SimpleDateFormat");

  private JdkRules() {}

  static Map<String, ArchRule> rules() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put(
        "logging",
        everyClass(
            "log with JBoss Logging: no java.util.logging, System.out, printStackTrace",
            JdkRules::talksAround));
    rules.put(
        "sleeping", everyClass("wait for a fact, never for time: no sleep", JdkRules::sleeps));
    rules.put(
        "dates",
        everyClass(
            "tell time with java.time",
            type -> dependencies(type, other -> OLD_DATES.contains(other.getName()))));
    return rules;
  }

  private static Stream<String> sleeps(JavaClass type) {
    return accesses(
        type,
        access ->
            access.getName().equals("sleep")
                && SLEEPERS.contains(access.getTargetOwner().getName()));
  }

  private static Stream<String> talksAround(JavaClass type) {
    var logging = dependencies(type, other -> other.getPackageName().equals("java.util.logging"));
    var streams =
        accesses(
            type,
            access ->
                (access.getTargetOwner().getName().equals("java.lang.System")
                        && Set.of("out", "err").contains(access.getName()))
                    || (access.getTargetOwner().isAssignableTo(Throwable.class)
                        && access.getName().equals("printStackTrace")));
    return Stream.concat(logging, streams);
  }
}
