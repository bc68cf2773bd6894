package dev.zhihe.kit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which methods each address of the contract takes. */
@Singleton
class ContractMethods {
  private static final List<String> METHODS =
      List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  /**
   * A path of the contract.
   *
   * @param segments its segments; one in braces matches any text
   */
  private record Resource(List<String> segments, List<String> methods) {
    boolean isAt(List<String> path) {
      if (path.size() != segments.size()) {
        return false;
      }
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

  private final OpenApiDocumentService contract;
  private volatile @Nullable List<Resource> resources;

  ContractMethods(OpenApiDocumentService contract) {
    this.contract = contract;
  }

  /**
   * The methods that the contract defines for a path, with HEAD and OPTIONS; empty if it has no
   * such path.
   */
  List<String> at(String path) {
    var all = resources;
    if (all == null) {
      all = read();
      resources = all;
    }
    var segments = List.of(path.split("/", -1));
    for (var resource : all) {
      if (resource.isAt(segments)) {
        return resource.methods;
      }
    }
    return List.of();
  }

  private List<Resource> read() {
    var found = new ArrayList<Resource>();
    try {
      new ObjectMapper()
          .readTree(contract.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON))
          .path("paths")
          .properties()
          .forEach(
              path -> {
                var methods = new ArrayList<String>();
                METHODS.stream()
                    .filter(method -> path.getValue().has(method.toLowerCase(Locale.ROOT)))
                    .forEach(methods::add);
                if (methods.contains(HttpMethod.GET)) {
                  methods.add(1, HttpMethod.HEAD);
                }
                methods.add(HttpMethod.OPTIONS);
                found.add(new Resource(List.of(path.getKey().split("/", -1)), methods));
              });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    // A literal segment takes precedence over a code: /v1/notices/imports is not a notice.
    found.sort(Comparator.comparing(Resource::parameters));
    return found;
  }
}
