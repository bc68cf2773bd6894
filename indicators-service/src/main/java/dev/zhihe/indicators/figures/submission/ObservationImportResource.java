package dev.zhihe.indicators.figures.submission;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The door for figures: what comes in through it becomes an observation once it is approved. */
@Path("/v1/observations/imports")
@Tag(name = "observations")
public class ObservationImportResource {
  private final SubmissionImport family;
  private final Imports imports;

  ObservationImportResource(SubmissionImport family, Imports imports) {
    this.family = family;
    this.imports = imports;
  }

  /** Takes in a file. */
  @POST
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importObservations",
      summary = "填报观测值 / Hand in observations",
      description =
          "每行成为一条填报（/v1/observation-submissions），审核人通过后公布为观测值；更正须 onExisting=update，待审期间已公布的旧值不变。数值按指标的计量单位填写，不带单位；comparator 缺省为 eq；publishAt 之前不公布。"
              + " / Each row becomes a submission (/v1/observation-submissions) and, once a reviewer has approved it, an observation. A correction takes onExisting=update; until it is approved, what is published stays. Values in the indicator's unit, without it; comparator is eq unless given; nothing is published before its publishAt.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
