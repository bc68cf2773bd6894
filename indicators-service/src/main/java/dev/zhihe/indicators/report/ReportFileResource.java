package dev.zhihe.indicators.report;

import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.report.attachment.KeptAttachments;
import dev.zhihe.indicators.report.attachment.ReportAttachment;
import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.kit.http.Tags;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sealed.Cuts;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
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
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/**
 * The files of a report, what was corrected since, and its verification against the log. The page
 * is the frozen file under a notice; the files themselves never change.
 */
@Path("/v1/reports/{code}")
public class ReportFileResource {
  /** A page contains texts of others: it must not run scripts or load anything. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final KeptFiles files;
  private final KeptAttachments attachments;
  private final ReportVerifier verifier;
  private final Cuts cuts;
  private final Reads reads;
  private final Tags tags;

  ReportFileResource(
      KeptFiles files,
      KeptAttachments attachments,
      ReportVerifier verifier,
      Cuts cuts,
      Reads reads,
      Tags tags) {
    this.files = files;
    this.attachments = attachments;
    this.verifier = verifier;
    this.cuts = cuts;
    this.reads = reads;
    this.tags = tags;
  }

  /** A file. */
  @GET
  @Path("files/{format}")
  @PermitAll
  @APIResponse(
      responseCode = "200",
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
  public Response getReportFile(String code, @PathParam("format") String format) {
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
        .header(Reads.AS_OF_HEADER, known.asOf())
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .header(HttpHeaders.CACHE_CONTROL, caching(report, FOR_EVER))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(report, file.format(), format))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** An attached answer of another service. */
  @GET
  @Path("attachments/{number}")
  @PermitAll
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  public Response getReportAttachment(String code, @PathParam("number") String number) {
    var known = reads.state(Report.class, code, ReportView.class);
    var report = known.state();
    var attachment =
        Objects.requireNonNullElse(report.attached(), List.<ReportAttachment>of()).stream()
            .filter(one -> Integer.toString(one.number()).equals(number))
            .findFirst()
            .orElseThrow(() -> Problem.notFound(code + "/attachments/" + number));
    var tag = new EntityTag(attachment.sha256());
    return tags.unchanged(tag)
        .orElseGet(
            () -> Response.ok(attachments.of(code, attachment.number()), attachment.mediaType()))
        .tag(tag)
        .header(Reads.AS_OF_HEADER, known.asOf())
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .header(HttpHeaders.CACHE_CONTROL, caching(report, FOR_EVER))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** What a report that is not public says never stays in a shared cache. */
  private static String caching(ReportView report, String ofPublic) {
    return report.status().isPublic() ? ofPublic : "private, no-cache";
  }

  /** Names the file by the title, and by the code for clients that do not support RFC 6266. */
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

  /** What was corrected since the report was made. */
  @GET
  @Path("corrections")
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(ReportCorrections.class)
  public Response getReportCorrections(String code, @BeanParam FormatQuery form) {
    var report = reads.state(Report.class, code, ReportView.class).state();
    var content = content(report);
    var baselines = baselines(report, content);
    return reads.computed(
        form,
        states -> ReportCorrections.of(report, content, baselines, states),
        ReportCorrection.class);
  }

  /** The frozen page, with a notice above it. */
  @GET
  @Path("page")
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_HTML,
              schema = @Schema(implementation = String.class)))
  public Response getReportPage(String code) {
    var known = reads.state(Report.class, code, ReportView.class);
    var report = known.state();
    var cut = known.asOf() == null ? cuts.latest() : cuts.at(known.asOf());
    var content = content(report);
    var baselines = baselines(report, content);
    var corrections =
        reads.at(cut, states -> ReportCorrections.of(report, content, baselines, states));
    var frozen = new String(files.of(code, ReportFile.Format.HTML), StandardCharsets.UTF_8);
    var page = ReportNotice.above(frozen, report, corrections, cuts.id(cut));
    var tag = new EntityTag(Sha256.of(page.getBytes(StandardCharsets.UTF_8)));
    return tags.unchanged(tag)
        .orElseGet(() -> Response.ok(page, ReportFile.Format.HTML.mediaType()))
        .tag(tag)
        .header(Reads.AS_OF_HEADER, cuts.id(cut))
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .header(HttpHeaders.CACHE_CONTROL, caching(report, "no-cache"))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private List<Versioned<ObservationView>> baselines(ReportView report, ReportContent content) {
    return reads.at(cuts.at(report.asOf()), states -> ReportCorrections.baselines(content, states));
  }

  private ReportContent content(ReportView report) {
    return Views.read(
        new String(files.of(report.code(), ReportFile.Format.JSON), StandardCharsets.UTF_8),
        ReportContent.class);
  }

  /** Whether the report agrees with the log. */
  @GET
  @Path("verification")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @APIResponseSchema(ReportVerification.class)
  public Response verifyReport(String code) {
    var known = reads.state(Report.class, code, ReportView.class); // 404 if there is none
    var body = Views.write(verifier.of(code));
    var tag = new EntityTag(Sha256.of(body.getBytes(StandardCharsets.UTF_8)));
    return tags.unchanged(tag)
        .orElseGet(() -> Response.ok(body, MediaType.APPLICATION_JSON_TYPE))
        .tag(tag)
        .header(Reads.AS_OF_HEADER, known.asOf())
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .header(HttpHeaders.CACHE_CONTROL, caching(known.state(), "no-cache"))
        .build();
  }
}
