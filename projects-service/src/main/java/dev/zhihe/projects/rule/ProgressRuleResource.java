package dev.zhihe.projects.rule;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.projects.ProjectsAct;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The rules of lights and findings. */
@Path("/v1/progress-rules")
@Produces(MediaType.APPLICATION_JSON)
public class ProgressRuleResource {
  private final ProgressRules rules;
  private final Review review;
  private final ChangeLog log;
  private final ProgressRuleImport family;
  private final Imports imports;
  private final Reads reads;

  ProgressRuleResource(
      ProgressRules rules,
      Review review,
      ChangeLog log,
      ProgressRuleImport family,
      Imports imports,
      Reads reads) {
    this.rules = rules;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of rules. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listProgressRules(
      @QueryParam("plan") @Nullable String plan, @BeanParam ListQuery query) {
    return reads.list(
        ProgressRule.class, ProgressRuleView.class, Filters.none().equal("plan", plan), query);
  }

  /** One rule. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(ProgressRuleView.class)
  public Response getProgressRule(String code) {
    return reads.item(ProgressRule.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importProgressRules(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /** Adopts every draft of a plan, in one transaction. */
  @POST
  @Path("adoptions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ProgressRuleAdoption.class)
  public Response adoptProgressRules(@Valid @NotNull ProgressRuleAdoption.Request adoption) {
    var drafts = rules.lockedDraftsOf(adoption.plan());
    review.requireSecondPerson(ProjectsAct.ADOPT_PROGRESS_RULES, drafts);
    drafts.forEach(ProgressRule::adopt);
    log.updated(drafts, null);
    return Response.ok(new ProgressRuleAdoption(adoption.plan(), drafts.size())).build();
  }
}
