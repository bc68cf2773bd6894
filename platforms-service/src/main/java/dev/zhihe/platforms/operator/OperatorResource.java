package dev.zhihe.platforms.operator;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Operators of platforms. */
@Path("/v1/operators")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operators", description = "运营单位 / Operators of platforms")
public class OperatorResource {
  private final OperatorImport family;
  private final Imports imports;
  private final Reads reads;

  OperatorResource(OperatorImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of operators. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listOperators", summary = "运营单位列表 / List of operators")
  @APIResponseSchema(
      value = OperatorView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "000000")
          @Nullable String area,
      @QueryParam("creditCode")
          @Parameter(
              description = "统一社会信用代码 / Unified social credit code",
              example = "91000000MA00000157")
          @Nullable String creditCode,
      @BeanParam ListQuery query) {
    return reads.list(
        Operator.class,
        OperatorView.class,
        Filters.none().area("area", area).equal("creditCode", creditCode),
        query);
  }

  /** One operator. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getOperator", summary = "一个运营单位 / One operator")
  @APIResponseSchema(
      value = OperatorView.class,
      responseDescription = "The operator; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "000000-op-1") String code) {
    return reads.item(Operator.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importOperators",
      summary = "导入运营单位 / Import operators",
      description =
          "统一社会信用代码的校验位须正确，且不与其他运营单位相同。"
              + " / The credit code's check character is verified; no two operators share a credit code.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
