package dev.zhihe.indicators.goals.breakdown;

import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Parts of targets, and their milestones. */
@Path("/v1/target-parts")
@Produces(MediaType.APPLICATION_JSON)
public class TargetPartResource {
  private final TargetParts parts;
  private final Targets targets;
  private final LockedCeilings lockedCeilings;
  private final Deletions deletions;
  private final TargetPartImport family;
  private final Imports imports;
  private final Reads reads;

  TargetPartResource(
      TargetParts parts,
      Targets targets,
      LockedCeilings lockedCeilings,
      Deletions deletions,
      TargetPartImport family,
      Imports imports,
      Reads reads) {
    this.parts = parts;
    this.targets = targets;
    this.lockedCeilings = lockedCeilings;
    this.deletions = deletions;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of parts. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listTargetParts(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("target") @Nullable String target,
      @QueryParam("department") @Nullable String department,
      @QueryParam("year") @Nullable String year,
      @BeanParam ListQuery query) {
    return reads.list(
        TargetPart.class,
        TargetPartView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("target", target)
            .equal("department", department)
            .year("year", year),
        query);
  }

  /** One part. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(TargetPartView.class)
  public Response getTargetPart(String code) {
    return reads.item(TargetPart.class, code);
  }

  /** Deletes a part that was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deleteTargetPart(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    var part = parts.locked(code);
    IfMatch.require(ifMatch, part);
    var target = part.view().target();
    Objects.requireNonNull(targets.lockedOrNull(target)).requireInForce();
    var remaining =
        parts.currentParts(List.of(target), List.of()).stream()
            .filter(other -> !other.code().equals(code))
            .toList();
    var ceiling = Objects.requireNonNull(lockedCeilings.locked(List.of(target)).get(target));
    var exceeded = ceiling.exceeded(remaining);
    if (!exceeded.isEmpty()) {
      var year = exceeded.getFirst();
      throw Problem.conflict(
          "没有该年度目标，%d 年各部门合计 %s 将超过目标值 %s；请先更改各部门的分解",
          "Without this milestone the departments' parts of %d, %s together, would be more than the target's %s: change them first",
          year.year(),
          year.sum().toPlainString(),
          year.declared().toPlainString());
    }
    return deletions.delete(TargetPart.class, code, ifMatch, reason);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importTargetParts(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
