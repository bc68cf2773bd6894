package dev.zhihe.indicators.figures.validation;

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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Validation rules. */
@Path("/v1/validation-rules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "validation-rules", description = "校验规则 / Rules across indicators")
public class ValidationRuleResource {
  private final ValidationRuleImport family;
  private final Imports imports;
  private final Reads reads;

  ValidationRuleResource(ValidationRuleImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of rules. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listValidationRules", summary = "校验规则列表 / List of validation rules")
  @APIResponseSchema(
      value = ValidationRuleView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("severity")
          @Parameter(
              description = "严重程度 / What follows from breaking it",
              example = "error",
              schema = @Schema(implementation = RuleSeverity.class))
          @Nullable String severity,
      @BeanParam ListQuery query) {
    return reads.list(
        ValidationRule.class,
        ValidationRuleView.class,
        Filters.none().word("severity", severity, RuleSeverity.class),
        query);
  }

  /** One rule. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getValidationRule", summary = "一条校验规则 / One validation rule")
  @APIResponseSchema(
      value = ValidationRuleView.class,
      responseDescription = "The rule; its ETag is its version")
  public Response get(
      @PathParam("code") @Parameter(description = "如 / Such as rd-within-gdp") String code) {
    return reads.item(ValidationRule.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importValidationRules",
      summary = "导入校验规则 / Import validation rules",
      description =
          "左侧、右侧各为以分号分隔的指标代码，分别相加；右侧可改填 constant。规则不删除，以 retiredOn 停用。"
              + " / left and right are codes of indicators joined by ;, added up on each side; a constant may stand for the right. Rules are not deleted: retiredOn ends their use.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
