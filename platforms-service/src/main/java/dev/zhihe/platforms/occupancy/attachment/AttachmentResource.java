package dev.zhihe.platforms.occupancy.attachment;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.log.RefusedAccess;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Files for occupancy reports: an operator uploads one, and its report refers to it. */
@Path("/v1/occupancy-attachments")
@Produces(MediaType.APPLICATION_JSON)
public class AttachmentResource {
  private final OccupancyAttachments attachments;
  private final AttachmentFile file;
  private final Caller caller;

  AttachmentResource(OccupancyAttachments attachments, AttachmentFile file, Caller caller) {
    this.attachments = attachments;
    this.file = file;
    this.caller = caller;
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
    var known = attachments.of(organisation, sha256);
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
