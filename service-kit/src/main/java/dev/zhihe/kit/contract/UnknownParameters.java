package dev.zhihe.kit.contract;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.reads.Reads;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Refuses query parameters that are unknown, repeated or empty. A misspelt filter must not be
 * ignored, and one of two values must not be dropped.
 */
@Provider
public class UnknownParameters implements ContainerRequestFilter {
  private static final Map<Method, Set<String>> KNOWN = new ConcurrentHashMap<>();

  private final ResourceInfo resource;

  UnknownParameters(ResourceInfo resource) {
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    var sent = request.getUriInfo().getQueryParameters();
    if (Characters.unfit(request.getUriInfo().getPath()) >= 0) {
      throw Problem.notFound(request.getUriInfo().getPath());
    }
    if (sent.isEmpty()) {
      return;
    }
    var known = KNOWN.computeIfAbsent(resource.getResourceMethod(), UnknownParameters::known);
    if (!areReadable(sent, known)) {
      refuse(sent, known);
    }
  }

  /** A loop, because every request with parameters comes here. */
  private static boolean areReadable(Map<String, List<String>> sent, Set<String> known) {
    for (var one : sent.entrySet()) {
      if (!known.contains(one.getKey()) || fault(one.getKey(), one.getValue()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static void refuse(Map<String, List<String>> sent, Set<String> known) {
    var violations =
        new TreeSet<>(sent.keySet())
            .stream()
                .filter(name -> !known.contains(name))
                .map(
                    name ->
                        Violation.ofParameter(
                            name,
                            null, // the value may be a token
                            "unknown",
                            Text.of(
                                known.isEmpty() ? "没有参数 %s；此地址不带参数" : "没有参数 %s；可用：%s",
                                known.isEmpty()
                                    ? "There is no parameter %s; this address takes none"
                                    : "There is no parameter %s; there are: %s",
                                name,
                                String.join(", ", known))))
                .toList();
    if (!violations.isEmpty()) {
      throw new Problem(ProblemType.UNKNOWN_PARAMETER, violations.getFirst().detail(), violations);
    }
    var unreadable =
        new TreeMap<>(sent)
            .entrySet().stream()
                .flatMap(parameter -> fault(parameter.getKey(), parameter.getValue()).stream())
                .toList();
    throw new Problem(ProblemType.INVALID_PARAMETER, unreadable.getFirst().detail(), unreadable);
  }

  /** The error of a parameter, regardless of its meaning. */
  private static Optional<Violation> fault(String name, List<String> values) {
    var value = values.getFirst();
    if (values.size() > 1) {
      return Optional.of(
          Violation.ofParameter(
              name,
              String.join(", ", values),
              "repeated",
              Text.of(
                  "参数 %s 给出了 %d 次，只能给出一次；需要其中几项时，请分别查询",
                  "The parameter %s is given %d times and may be given once: for several values, ask for each",
                  name,
                  values.size())));
    }
    if (Characters.unfit(value) >= 0) {
      // No stored text contains the character, so there is nothing to look for.
      return Optional.of(
          Violation.ofParameter(
              name, value, "character", Characters.refusal(Characters.unfit(value))));
    }
    if (Characters.isBlank(value)) {
      return Optional.of(
          Violation.ofParameter(
              name,
              "",
              "empty",
              Text.of(
                  "参数 %s 没有值；不需要时请去掉该参数",
                  "The parameter %s has no value: leave it out if you do not need it", name)));
    }
    return Optional.empty();
  }

  private static Set<String> known(Method method) {
    var names = new TreeSet<String>();
    for (var parameter : method.getParameters()) {
      gather(parameter, parameter.getType(), names);
    }
    if (method.isAnnotationPresent(GET.class) && readsEntities(method)) {
      names.add(Reads.AS_OF);
      names.add(Reads.ON);
    }
    return names;
  }

  /**
   * Whether it reads entities. Other reads have the service's name in their path and do not accept
   * {@code asOf}.
   */
  private static boolean readsEntities(Method method) {
    return Stream.of(method, method.getDeclaringClass())
        .map(place -> place.getAnnotation(Path.class))
        .noneMatch(path -> path != null && path.value().contains("{service}"));
  }

  private static void gather(AnnotatedElement place, Class<?> type, Set<String> names) {
    if (place.isAnnotationPresent(QueryParam.class)) {
      names.add(place.getAnnotation(QueryParam.class).value());
    } else if (place.isAnnotationPresent(BeanParam.class)) {
      for (var field : type.getDeclaredFields()) {
        gather(field, field.getType(), names);
      }
    }
  }
}
