package dev.zhihe.kit.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * What every operation of every service says alike, said once: problems, CSV beside JSON on lists,
 * conditional reads.
 */
@OpenApiFilter
public class OpenApiConventions implements OASFilter {
  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().forEach((method, operation) -> complete(operation)));
  }

  private static void complete(Operation operation) {
    var responses = operation.getResponses();
    responses.addAPIResponse(
        "default",
        OASFactory.createAPIResponse()
            .description("错误 / A problem (RFC 9457), in Chinese or English by Accept-Language")
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        ProblemMappers.PROBLEM_JSON,
                        OASFactory.createMediaType()
                            .schema(
                                OASFactory.createSchema().ref("#/components/schemas/Problem")))));
    var takesFormat =
        operation.getParameters() != null
            && operation.getParameters().stream()
                .anyMatch(parameter -> "format".equals(parameter.getName()));
    var ok = responses.getAPIResponse("200");
    if (takesFormat && ok != null && ok.getContent() != null) {
      ok.getContent()
          .addMediaType(
              "text/csv",
              OASFactory.createMediaType()
                  .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
      responses.addAPIResponse(
          "304",
          OASFactory.createAPIResponse()
              .description("未变 / Unchanged since the ETag sent as If-None-Match"));
    }
  }
}
