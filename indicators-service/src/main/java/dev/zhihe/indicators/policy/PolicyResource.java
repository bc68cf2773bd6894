package dev.zhihe.indicators.policy;

import dev.zhihe.kit.http.Filters;
import dev.zhihe.kit.http.ListQuery;
import dev.zhihe.kit.http.Reads;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Policies. */
@Path("/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies", description = "政策 / Policies")
public class PolicyResource {
  private final PolicyImport family;
  private final Imports imports;
  private final Reads reads;

  PolicyResource(PolicyImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of policies. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, Imports.CSV, Imports.XLSX})
  @Operation(operationId = "listPolicies", summary = "政策列表 / List of policies")
  @APIResponseSchema(
      value = PolicyView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("kind")
          @Parameter(description = "类型，按原文 / What sort of act, as printed", example = "十四五拟出台区级政策")
          @Nullable String kind,
      @QueryParam("status")
          @Parameter(
              description = "政策状态 / How far it is",
              example = "planned",
              schema = @Schema(implementation = Status.class))
          @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        Policy.class,
        PolicyView.class,
        Filters.none().equal("plan", plan).equal("kind", kind).word("status", status, Status.class),
        query);
  }

  /** One policy. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getPolicy", summary = "一项政策 / One policy")
  @APIResponseSchema(
      value = PolicyView.class,
      responseDescription = "The policy; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-y02") String code) {
    return reads.item(Policy.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({Imports.CSV, Imports.NDJSON, Imports.XLSX})
  @Produces({MediaType.APPLICATION_JSON, Imports.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importPolicies", summary = "导入政策 / Import policies")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
