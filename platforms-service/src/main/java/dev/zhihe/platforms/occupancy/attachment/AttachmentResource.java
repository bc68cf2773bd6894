package dev.zhihe.platforms.occupancy.attachment;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.log.RefusedAccess;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Files for occupancy reports: an operator uploads one, and its report refers to it. */
@Path("/v1/occupancy-attachments")
@Produces(MediaType.APPLICATION_JSON)
public class AttachmentResource {
  private static final long MEGABYTE = 1024 * 1024;

  private final OccupancyAttachments attachments;
  private final AttachmentFile file;
  private final Caller caller;
  private final long quota;

  AttachmentResource(
      OccupancyAttachments attachments,
      AttachmentFile file,
      Caller caller,
      @ConfigProperty(name = "zhihe.attachments.megabytes-per-organisation") long megabytes) {
    this.attachments = attachments;
    this.file = file;
    this.caller = caller;
    quota = megabytes * MEGABYTE;
  }

  /** Uploads a file. */
  @POST
  @Consumes({AttachmentKind.PDF_TYPE, AttachmentKind.JPEG_TYPE, AttachmentKind.PNG_TYPE})
  @RolesAllowed("operator")
  @Write
  @APIResponseSchema(value = AttachmentView.class, responseCode = "201")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AttachmentView.class)))
  public Response uploadOccupancyAttachment(
      byte[] content,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
      @HeaderParam(HttpHeaders.CONTENT_DISPOSITION) @Nullable String disposition,
      @QueryParam("name") @Nullable String name) {
    var organisation = caller.organisation();
    if (organisation == null) {
      throw Problem.forbidden(
          RefusedAccess.Kind.ROLE,
          new Text("令牌未注明所代表的单位（org）", "The token names no organisation (org)"));
    }
    var kind = kind(content, type);
    var sha256 = OccupancyAttachments.sha256(content);
    attachments.lock(organisation);
    var known = attachments.of(organisation, sha256);
    if (known.isEmpty()) {
      requireRoom(organisation, content.length);
    }
    var stored =
        known.orElseGet(
            () ->
                attachments.keep(
                    organisation,
                    sha256,
                    AttachmentName.of(name, disposition, kind),
                    kind,
                    content));
    return Response.status(known.isPresent() ? Response.Status.OK : Response.Status.CREATED)
        .entity(Views.write(stored.view()))
        .header(HttpHeaders.LOCATION, "/v1/occupancy-attachments/" + sha256)
        .tag(new EntityTag(sha256))
        .build();
  }

  /** 409 if the organisation would have more than its quota. */
  private void requireRoom(String organisation, int bytes) {
    var stored = attachments.bytesOf(organisation);
    if (stored + bytes > quota) {
      var unneeded = String.join(", ", attachments.unneeded(organisation, null));
      throw Problem.conflict(
          "本单位附件至多 %1$s MB，已有 %2$s MB，此文件为 %3$s MB；请先删除（DELETE /v1/occupancy-attachments/{sha256}）没有填报引用的附件：%4$s",
          "An organisation has at most %1$s MB of files; yours has %2$s MB, and this file is of %3$s MB. Remove files that no report names first (DELETE /v1/occupancy-attachments/{sha256}): %4$s",
          megabytes(quota),
          megabytes(stored),
          megabytes(bytes),
          unneeded.isEmpty() ? "无 / none" : unneeded);
    }
  }

  private static String megabytes(long bytes) {
    return BigDecimal.valueOf(bytes)
        .divide(BigDecimal.valueOf(MEGABYTE), 2, RoundingMode.UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static AttachmentKind kind(byte[] content, String type) {
    var kind = AttachmentKind.of(content);
    if (kind.isEmpty() || !MediaType.valueOf(type).toString().startsWith(kind.get().mediaType())) {
      var detail =
          new Text(
              "文件内容与类型 %s 不符：应为 PDF、JPEG 或 PNG".formatted(type),
              "The content is not of the type %s: a PDF, JPEG or PNG".formatted(type));
      throw new Problem(
          ProblemType.RULE_BROKEN,
          detail,
          List.of(new Violation("file-kind", "", null, null, null, detail)));
    }
    return kind.get();
  }

  /** Removes a file. */
  @DELETE
  @Path("{sha256}")
  @RolesAllowed("operator")
  @Write
  public Response deleteOccupancyAttachment(
      @PathParam("sha256") String sha256,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    var organisation = caller.organisation();
    if (organisation == null) {
      throw Problem.notFound(sha256);
    }
    attachments.lock(organisation);
    var stored = attachments.of(organisation, sha256).orElseThrow(() -> Problem.notFound(sha256));
    IfMatch.require(ifMatch, sha256, stored.sha256());
    if (attachments.unneeded(organisation, sha256).isEmpty()) {
      throw Problem.conflict(
          "附件 %1$s 为填报所引用，不能删除；未通过的填报可先更正或撤回",
          "The file %1$s is named by a report and stays; one under review may be corrected or withdrawn first",
          sha256);
    }
    attachments.delete(stored);
    return Response.noContent().build();
  }

  /** An uploaded file of the caller's organisation. */
  @GET
  @Path("{sha256}")
  @Produces({AttachmentKind.PDF_TYPE, AttachmentKind.JPEG_TYPE, AttachmentKind.PNG_TYPE})
  @RolesAllowed("operator")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = AttachmentKind.PDF_TYPE,
            schema = @Schema(implementation = String.class, format = "binary")),
        @Content(
            mediaType = AttachmentKind.JPEG_TYPE,
            schema = @Schema(implementation = String.class, format = "binary")),
        @Content(
            mediaType = AttachmentKind.PNG_TYPE,
            schema = @Schema(implementation = String.class, format = "binary"))
      })
  public Response getOccupancyAttachment(@PathParam("sha256") String sha256) {
    return file.of(caller.organisation(), sha256).orElseThrow(() -> Problem.notFound(sha256));
  }
}
