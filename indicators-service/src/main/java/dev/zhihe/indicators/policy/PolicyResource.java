package dev.zhihe.indicators.policy;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
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
  private final Policies policies;
  private final ChangeLog log;
  private final InstantSource time;
  private final PolicyImport family;
  private final Imports imports;
  private final Reads reads;

  PolicyResource(
      Policies policies,
      ChangeLog log,
      InstantSource time,
      PolicyImport family,
      Imports imports,
      Reads reads) {
    this.policies = policies;
    this.log = log;
    this.time = time;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of policies. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
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
              schema = @Schema(implementation = PolicyStatus.class))
          @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        Policy.class,
        PolicyView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("kind", kind)
            .word("status", status, PolicyStatus.class),
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

  /** Records that a policy is being drafted. */
  @POST
  @Path("{code}/drafting")
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "draftPolicy",
      summary = "开始起草政策 / Note that a policy is being drafted",
      description =
          "起草中和已出台的为 409，并说明可行的步骤；412 和 428 视 If-Match 而定。"
              + " / 409 with the legal steps if it is being drafted or issued; 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = PolicyView.class,
      responseDescription = "The policy; its ETag is its version")
  public Response draft(
      @PathParam("code") @Parameter(example = "500106-145-y02") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch) {
    var policy = locked(code, ifMatch);
    policy.draft();
    return answer(policy);
  }

  /** Records that a policy was issued. */
  @POST
  @Path("{code}/issue")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "issuePolicy",
      summary = "登记政策出台 / Note that a policy was issued",
      description =
          "已出台的为 409；出台日期晚于今日为 422；412 和 428 视 If-Match 而定。"
              + " / 409 if it is issued already, 422 for a day of issue after today, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = PolicyView.class,
      responseDescription = "The policy; its ETag is its version")
  public Response issue(
      @PathParam("code") @Parameter(example = "500106-145-y02") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") PolicyIssue issue) {
    var policy = locked(code, ifMatch);
    var today = Days.of(time.instant());
    if (issue.issuedOn().isAfter(today)) {
      var detail = Text.of("不得晚于今日 %s", "today, %s, at the latest", today);
      throw new Problem(
          Problem.Type.RULE_BROKEN,
          detail,
          List.of(
              new Violation(
                  "future", "/issuedOn", null, null, issue.issuedOn().toString(), detail)));
    }
    policy.issue(issue);
    return answer(policy);
  }

  private Policy locked(String code, @Nullable String ifMatch) {
    var policy = policies.findById(code, LockModeType.PESSIMISTIC_WRITE);
    if (policy == null) {
      throw Problem.notFound(code);
    }
    IfMatch.require(ifMatch, policy);
    return policy;
  }

  private Response answer(Policy policy) {
    log.updated(policy, null);
    return Written.ok(policy);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importPolicies",
      summary = "导入政策 / Import policies",
      description =
          "出台日期、出台名称只属于已出台的政策，且不晚于今日；已出台的不会回到其他状态；mentions 形如 table-16@1062，以分号分隔。"
              + " / A day of issue and a title as issued belong to issued policies alone, and that day is not after today (422 date-and-status, future); what was issued stays issued (422 issued); mentions are like table-16@1062, joined by ;.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
