package dev.zhihe.indicators.goals.breakdown;

import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
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
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Parts of targets, and their milestones. */
@Path("/v1/target-parts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "target-parts", description = "年度目标与责任分解 / Milestones, and who owes what")
public class TargetPartResource {
  private final TargetParts parts;
  private final Targets targets;
  private final LockedCeilings declarations;
  private final Deletions deletions;
  private final TargetPartImport family;
  private final Imports imports;
  private final Reads reads;

  TargetPartResource(
      TargetParts parts,
      Targets targets,
      LockedCeilings declarations,
      Deletions deletions,
      TargetPartImport family,
      Imports imports,
      Reads reads) {
    this.parts = parts;
    this.targets = targets;
    this.declarations = declarations;
    this.deletions = deletions;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of parts. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "listTargetParts",
      summary = "年度目标与责任分解列表 / List of milestones and parts")
  @APIResponseSchema(
      value = TargetPartView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("target")
          @Parameter(description = "目标 / Code of the target", example = "500106-145-t05")
          @Nullable String target,
      @QueryParam("department")
          @Parameter(description = "责任部门 / Department that owes it", example = "区科技局")
          @Nullable String department,
      @QueryParam("year")
          @Parameter(
              description = "年份 / Year by whose end it is due",
              example = "2023",
              schema = @Schema(implementation = Integer.class))
          @Nullable String year,
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
  @Operation(operationId = "getTargetPart", summary = "一项年度目标或责任分解 / One milestone or part")
  @APIResponseSchema(
      value = TargetPartView.class,
      responseDescription = "The part; its ETag is its version")
  public Response get(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t05-2023-d1")
          String code) {
    return reads.item(TargetPart.class, code);
  }

  /** Takes away what was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "deleteTargetPart",
      summary = "删除年度目标或责任分解 / Delete a milestone or part",
      description =
          "目标已被取代的，其分解不再更改（409）；删除年度目标后各部门合计将超过目标值的，为 409。"
              + " / 409 if the target was replaced, for what was declared of it then stays; 409 for a milestone without which the departments' parts would be more than the target. 404 if it is not there, 412 and 428 as If-Match asks.")
  @APIResponse(responseCode = "204", description = "已删除 / Deleted")
  public Response delete(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t05-2023-d1") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @QueryParam("reason")
          @Parameter(
              description = "原因，至多 300 字，留作记录 / Why, up to 300 characters, for the record",
              example = "重复录入")
          @Nullable String reason) {
    var part = parts.findById(code, LockModeType.PESSIMISTIC_WRITE);
    if (part == null) {
      throw Problem.notFound(code);
    }
    IfMatch.require(ifMatch, part);
    var target = part.view().target();
    Objects.requireNonNull(targets.locked(target)).requireInForce();
    var remaining =
        parts.standing(List.of(target), List.of()).stream()
            .filter(other -> !other.code().equals(code))
            .toList();
    var declares = Objects.requireNonNull(declarations.locked(List.of(target)).get(target));
    var exceeded = declares.exceeded(remaining);
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

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importTargetParts",
      summary = "导入年度目标与责任分解 / Import milestones and parts",
      description =
          "department 不填的行为年度目标。可加总的目标，各部门合计不得超过该年的年度目标，没有的不得超过目标值；同一文件中先看文件所说，再看已有的（每一千行一并核对，同一目标的行请放在一起）。mode=valid 时，若采用的行以被拒绝的行为前提，则整个文件不采用（422）。"
              + " / A row without department is a milestone. Where parts add up, those of departments come to no more than the year's milestone, or else the target's value; what the file says counts before what is stored, a thousand rows at a time, so keep the rows of a target together. With mode=valid, nothing is taken (422) if good rows stand on rows that are refused.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
