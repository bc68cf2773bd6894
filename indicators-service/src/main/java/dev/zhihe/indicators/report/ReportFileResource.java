package dev.zhihe.indicators.report;

import dev.zhihe.kit.http.Tags;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.Reads;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The files of a report, and the proof that they are what the log says. */
@Path("/v1/reports/{code}")
@Tag(name = "reports")
public class ReportFileResource {
  private final KeptFiles files;
  private final Verification verification;
  private final Reads reads;
  private final Tags tags;

  ReportFileResource(KeptFiles files, Verification verification, Reads reads, Tags tags) {
    this.files = files;
    this.verification = verification;
    this.reads = reads;
    this.tags = tags;
  }

  /** A file. */
  @GET
  @Path("files/{format}")
  @PermitAll
  @Operation(
      operationId = "getReportFile",
      summary = "报告文件 / A file of a report",
      description =
          "同一报告的同一文件始终是同样的字节，其 ETag 即 SHA-256；json 为内容本身。未发布的，对主管部门以外的人为 404；没有该格式亦为 404。"
              + " / The same bytes for ever; the ETag is their SHA-256. json is the content itself. 404 for a report that is not published unless you are the bureau, and for a format that there is not.")
  @APIResponse(
      responseCode = "200",
      description = "文件 / The file",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ReportContent.class)),
        @Content(
            mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            schema = @Schema(implementation = String.class, format = "binary")),
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class)),
        @Content(
            mediaType = "application/pdf",
            schema = @Schema(implementation = String.class, format = "binary"))
      })
  public Response file(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-mid-term-1") String code,
      @PathParam("format")
          @Parameter(
              description = "格式 / Format",
              example = "pdf",
              schema = @Schema(implementation = ReportFile.Format.class))
          String format) {
    var known = reads.state(Report.class, code, ReportView.class);
    var report = known.state();
    var file =
        report.files().stream()
            .filter(one -> Views.word(one.format()).equals(format))
            .findFirst()
            .orElseThrow(() -> Problem.notFound(code + "/files/" + format));
    var tag = new EntityTag(file.sha256());
    return tags.unchanged(tag)
        .orElseGet(() -> Response.ok(files.of(code, file.format()), file.mediaType()))
        .tag(tag)
        .header(Reads.STANDS_ON, known.standsOn())
        .header(
            HttpHeaders.CACHE_CONTROL,
            report.status() == ReportStatus.PUBLISHED
                ? "public, max-age=31536000, immutable"
                : "private, no-cache")
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(report, file.format(), format))
        // The page is ours, the words in it are others': nothing of it runs or calls anywhere.
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** Its title as the file's name, and its code for clients that know no Chinese (RFC 6266). */
  private static String disposition(ReportView report, ReportFile.Format format, String ending) {
    var shown = format == ReportFile.Format.HTML || format == ReportFile.Format.PDF;
    var title = report.titleZh().replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_");
    return "%s; filename=\"%s.%s\"; filename*=UTF-8''%s.%s"
        .formatted(
            shown ? "inline" : "attachment",
            report.code(),
            ending,
            URLEncoder.encode(title, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A"),
            ending);
  }

  /** Whether the report is what the log says. */
  @GET
  @Path("verification")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "verifyReport",
      summary = "核对报告 / Verify a report",
      description =
          "由变更日志在报告所记截面、按所记方法版本重算内容，与哈希比较；并将所存各文件与其哈希、报告记录与日志比较。不符的逐项指明：哪个文件、哪一部分、哪个目标、哪一项。日志本身由 /v1/audit/indicators/verify 核对。"
              + " / Computes the content anew from the log at the cut and with the method versions that the report names, and compares the hashes; compares the kept files with theirs and the record with the log. What differs is named: which file, which part, which target, which property. The log itself is verified by /v1/audit/indicators/verify.")
  @APIResponseSchema(
      value = ReportVerification.class,
      responseDescription = "Whether it is verified, or what differs")
  public Response verify(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-mid-term-1")
          String code) {
    var known = reads.state(Report.class, code, ReportView.class); // 404 if it is not there
    var body = Views.write(verification.of(code));
    var tag = new EntityTag(Digest.sha256(body.getBytes(StandardCharsets.UTF_8)));
    return tags.unchanged(tag)
        .orElseGet(() -> Response.ok(body, MediaType.APPLICATION_JSON_TYPE))
        .tag(tag)
        .header(Reads.STANDS_ON, known.standsOn())
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }
}
