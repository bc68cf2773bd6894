package dev.zhihe.rules;

import static dev.zhihe.rules.Conditions.answersHttp;
import static dev.zhihe.rules.Conditions.everyClass;
import static dev.zhihe.rules.Conditions.everyOperation;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules for API operations: their annotations, and where transactions begin. */
final class HttpRules {
  static final String WRITE = "dev.zhihe.kit.writes.Write";
  static final String IMPORTS = "dev.zhihe.kit.imports.Imports";

  private static final List<String> ROLES =
      List.of(
          "jakarta.annotation.security.RolesAllowed",
          "jakarta.annotation.security.PermitAll",
          "jakarta.annotation.security.DenyAll");
  private static final List<String> WRITING_METHODS =
      List.of(
          "jakarta.ws.rs.POST", "jakarta.ws.rs.PUT", "jakarta.ws.rs.PATCH", "jakarta.ws.rs.DELETE");
  private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

  private HttpRules() {}

  static Map<String, ArchRule> rules() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put(
        "transactions",
        everyClass(
            "begin transactions at the boundary alone: @Transactional is for JAX-RS methods",
            HttpRules::transactional));
    rules.put(
        "writes",
        everyOperation(
            "have one effect however often they are sent, if they write: @Write and a Response, or Imports.take",
            HttpRules::repeatable));
    rules.put(
        "roles",
        everyOperation(
            "say who may call them: @RolesAllowed, @PermitAll or @DenyAll", HttpRules::open));
    rules.put(
        "operations",
        everyOperation(
            "have the name that the contract gives them: a verb and a noun", HttpRules::unnamed));
    return rules;
  }

  private static Stream<String> transactional(JavaClass type) {
    var methods =
        type.getMethods().stream()
            .filter(method -> method.isMetaAnnotatedWith(TRANSACTIONAL) && !answersHttp(method))
            .map(method -> method.getFullName() + " is @Transactional");
    // An annotation that contains @Transactional, and its interceptor, begin no transaction
    // themselves.
    return type.isMetaAnnotatedWith(TRANSACTIONAL)
            && !type.isAnnotation()
            && !type.isAnnotatedWith("jakarta.interceptor.Interceptor")
        ? Stream.concat(Stream.of(type.getName() + " is @Transactional as a whole"), methods)
        : methods;
  }

  private static Stream<String> repeatable(JavaMethod method) {
    if (WRITING_METHODS.stream().noneMatch(method::isAnnotatedWith)
        || method.getMethodCallsFromSelf().stream()
            .anyMatch(
                call ->
                    call.getTargetOwner().getName().equals(IMPORTS)
                        && call.getName().equals("take"))) {
      return Stream.of();
    }
    return Stream.concat(
        method.isAnnotatedWith(WRITE)
            ? Stream.of()
            : Stream.of(method.getFullName() + " is not a @Write"),
        method.getRawReturnType().getName().equals("jakarta.ws.rs.core.Response")
            ? Stream.of()
            : Stream.of(method.getFullName() + " answers with no Response that could be kept"));
  }

  private static Stream<String> open(JavaMethod method) {
    return ROLES.stream().anyMatch(method::isAnnotatedWith)
        ? Stream.of()
        : Stream.of(method.getFullName() + " does not");
  }

  /**
   * A method that is not named as an operation. Without a summary for its name, the build of the
   * contract fails.
   */
  private static Stream<String> unnamed(JavaMethod method) {
    return method.getName().matches("[a-z]+\\p{Lu}.*")
        ? Stream.of()
        : Stream.of(method.getFullName() + " does not say what it is about");
  }
}
