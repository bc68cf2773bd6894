package dev.zhihe.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The methods that each address of the contract supports. */
final class Resources {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private record Resource(List<String> segments, String allow) {

    boolean isAt(List<String> path) {
      for (var i = 0; i < path.size(); i++) {
        if (!isParameter(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }

    long parameters() {
      return segments.stream().filter(Resource::isParameter).count();
    }

    private static boolean isParameter(String segment) {
      return segment.startsWith("{");
    }
  }

  private final Map<Integer, List<Resource>> bySegments = new HashMap<>();

  Resources(JsonNode contract) {
    contract
        .path("paths")
        .properties()
        .forEach(
            path -> {
              var segments = segments(path.getKey());
              bySegments
                  .computeIfAbsent(segments.size(), some -> new ArrayList<>())
                  .add(new Resource(segments, allow(path.getValue())));
            });
    // A literal segment is preferred to a parameter: in /v1/plans/imports, imports is not a code.
    bySegments.values().forEach(some -> some.sort(Comparator.comparing(Resource::parameters)));
  }

  /** The value of {@code Allow} at a path; empty if the contract does not have the path. */
  Optional<String> allow(String path) {
    var segments = segments(path);
    return bySegments.getOrDefault(segments.size(), List.of()).stream()
        .filter(resource -> resource.isAt(segments))
        .map(Resource::allow)
        .findFirst();
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static String allow(JsonNode item) {
    var methods = new ArrayList<String>();
    for (var method : METHODS) {
      if (item.has(method)) {
        methods.add(method.toUpperCase(Locale.ROOT));
        if (method.equals("get")) {
          methods.add("HEAD");
        }
      }
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
