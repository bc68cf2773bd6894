package dev.zhihe.platforms.period.extension;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.platforms.PlatformsAct;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Extensions of due days: the bureau grants and revokes them. */
@Path("/v1/period-extensions")
@Produces(MediaType.APPLICATION_JSON)
public class PeriodExtensionResource {
  private static final String ADDRESS = "/v1/period-extensions/";

  private final PeriodExtensions extensions;
  private final ExtensionChecks checks;
  private final Review review;
  private final ChangeLog log;
  private final PeriodExtensionImport family;
  private final Imports imports;
  private final Reads reads;
  private final InstantSource time;

  PeriodExtensionResource(
      PeriodExtensions extensions,
      ExtensionChecks checks,
      Review review,
      ChangeLog log,
      PeriodExtensionImport family,
      Imports imports,
      Reads reads,
      InstantSource time) {
    this.extensions = extensions;
    this.checks = checks;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
    this.time = time;
  }

  /** A page of the extensions that the caller may see. */
  @GET
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listPeriodExtensions(
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("period") @Nullable String period,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        PeriodExtension.class,
        PeriodExtensionView.class,
        Filters.none()
            .equal("platform", platform)
            .equal("period", period)
            .word("status", status, ExtensionStatus.class),
        query);
  }

  /** One extension. */
  @GET
  @Path("{code}")
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @APIResponseSchema(PeriodExtensionView.class)
  public Response getPeriodExtension(String code) {
    return reads.item(PeriodExtension.class, code);
  }

  /** Grants an extension. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "reviewer"})
  @Write
  @APIResponseSchema(value = PeriodExtensionView.class, responseCode = "201")
  public Response grantPeriodExtension(
      @Valid @NotNull(message = "必填 / required") NewPeriodExtension given) {
    var code = checked(given);
    if (extensions.findById(code) != null) {
      throw Problem.conflict(
          "%1$s 已存在；其状态和撤销见 GET /v1/period-extensions/%1$s",
          "%1$s exists already: see GET /v1/period-extensions/%1$s", code);
    }
    var extension =
        new PeriodExtension(
            code, given, Days.of(time.instant()), checks.organisationOf(given.platform()));
    log.created(extension);
    return Written.created(extension).header(HttpHeaders.LOCATION, ADDRESS + code).build();
  }

  /** Revokes an extension. */
  @POST
  @Path("{code}/revocation")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "reviewer"})
  @Write
  @APIResponseSchema(PeriodExtensionView.class)
  public Response revokePeriodExtension(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") ExtensionRevocation revocation) {
    var extension =
        review.begin(PlatformsAct.REVOKE_PERIOD_EXTENSION, extensions.locked(code), ifMatch);
    extension.revoke(revocation.reason());
    log.updated(extension, revocation.reason().strip());
    return Written.ok(extension);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importPeriodExtensions(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /** Checks the extension and returns its code. 422 with every broken rule. */
  private String checked(NewPeriodExtension given) {
    var rules = new BrokenRules(Csv.cells(given));
    var known = checks.known(List.of(given.platform()), List.of(given.period()));
    if (!known.isPlatform(given.platform())) {
      rules.add("platform", "unknown-reference", "没有此代码", "there is nothing with this code");
    }
    if (!known.isPeriod(given.period())) {
      rules.add("period", "unknown-reference", "没有此填报期", "there is no such reporting period");
    }
    rules.throwIfAny();
    checks.check(given.platform(), given.period(), given.dueDate(), known, rules::add);
    var code = known.code(given.platform(), given.period(), given.dueDate());
    if (extensions.findById(code) == null) {
      checks.checkLater(given.platform(), given.period(), given.dueDate(), rules::add);
    }
    rules.throwIfAny();
    return code;
  }
}
