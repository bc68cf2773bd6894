package dev.zhihe.indicators.policy;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Policies. */
@Path("/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
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
  public Response listPolicies(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("role") @Nullable String role,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        Policy.class,
        PolicyView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("kind", kind)
            .word("role", role, PolicyRole.class)
            .word("status", status, PolicyStatus.class),
        query);
  }

  /** One policy. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(PolicyView.class)
  public Response getPolicy(String code) {
    return reads.item(Policy.class, code);
  }

  /** Records that a policy is being drafted. */
  @POST
  @Path("{code}/drafting")
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(PolicyView.class)
  public Response draftPolicy(String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
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
  @APIResponseSchema(PolicyView.class)
  public Response issuePolicy(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") PolicyIssue issue) {
    var policy = locked(code, ifMatch);
    var today = Days.of(time.instant());
    if (issue.issuedOn().isAfter(today)) {
      var rules = new BrokenRules(Csv.cells(issue));
      rules.add("issuedOn", "future", "不得晚于今日 %s", "today, %s, at the latest", today);
      throw rules.problem();
    }
    policy.issue(issue);
    return answer(policy);
  }

  private Policy locked(String code, @Nullable String ifMatch) {
    var policy = policies.locked(code);
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
  public Response importPolicies(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
