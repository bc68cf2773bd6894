package dev.zhihe.kit.http;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Refuses query parameters that the operation does not know: a misspelt filter must not become no
 * filter.
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
    if (sent.isEmpty()) {
      return;
    }
    var known = KNOWN.computeIfAbsent(resource.getResourceMethod(), UnknownParameters::known);
    var violations =
        new TreeSet<>(sent.keySet())
            .stream()
                .filter(name -> !known.contains(name))
                .map(
                    name ->
                        Violation.ofParameter(
                            name,
                            sent.getFirst(name),
                            "unknown",
                            Text.of(
                                "没有参数 %s；可用：%s",
                                "There is no parameter %s; there are: %s",
                                name,
                                String.join(", ", known))))
                .toList();
    if (!violations.isEmpty()) {
      throw new Problem(Problem.Type.UNKNOWN_PARAMETER, violations.getFirst().detail(), violations);
    }
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

  /** What every service has (its feed, its jobs) is named after the service and is of now. */
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
