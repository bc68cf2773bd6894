package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.platforms.occupancy.attachment.AttachmentFile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The file that is attached to a report. It stays private when the report becomes public. */
@Path("/v1/occupancy-reports/{code}/attachment")
public class OccupancyAttachmentResource {
  private static final String PDF = "application/pdf";
  private static final String JPEG = "image/jpeg";
  private static final String PNG = "image/png";

  private final OccupancyReports reports;
  private final AttachmentFile file;
  private final ReadLog readings;
  private final Caller caller;

  OccupancyAttachmentResource(
      OccupancyReports reports, AttachmentFile file, ReadLog readings, Caller caller) {
    this.reports = reports;
    this.file = file;
    this.readings = readings;
    this.caller = caller;
  }

  /** The attached file, for the organisation that submitted the report and the bureau. */
  @GET
  @Produces({PDF, JPEG, PNG})
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = PDF,
            schema = @Schema(implementation = String.class, format = "binary")),
        @Content(
            mediaType = JPEG,
            schema = @Schema(implementation = String.class, format = "binary")),
        @Content(
            mediaType = PNG,
            schema = @Schema(implementation = String.class, format = "binary"))
      })
  public Response getOccupancyReportAttachment(String code) {
    var report = reports.findById(code);
    if (report == null || !mayRead(report)) {
      throw absent(code);
    }
    readings.note(1);
    return file.of(report.organisation(), report.attachment())
        .or(() -> caller.inBureau() ? file.ofAnybody(report.attachment()) : Optional.empty())
        .orElseThrow(() -> absent(code));
  }

  private boolean mayRead(OccupancyReport report) {
    return caller.inBureau() || report.organisation().equals(caller.organisation());
  }

  /** The same answer for a report that is absent, that is another's, and that has no file. */
  private static Problem absent(String code) {
    return Problem.notFound(code + "/attachment");
  }
}
