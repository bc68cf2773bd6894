package dev.zhihe.indicators.figures.submission;

import dev.zhihe.kit.imports.ImportOptions;
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

/** The import of figures. A row becomes an observation when it is approved. */
@Path("/v1/observations/imports")
public class ObservationImportResource {
  private final SubmissionImport family;
  private final Imports imports;

  ObservationImportResource(SubmissionImport family, Imports imports) {
    this.family = family;
    this.imports = imports;
  }

  /** Imports a file. */
  @POST
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importObservations(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
