package dev.zhihe.projects.ledger.report;

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

/** The import of monthly reports, as they are downloaded or as the template has them. */
@Path("/v1/project-reports/imports")
public class ProjectReportImportResource {
  private final ProjectReportImport family;
  private final Imports imports;

  ProjectReportImportResource(ProjectReportImport family, Imports imports) {
    this.family = family;
    this.imports = imports;
  }

  /** Imports a file. */
  @POST
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed({"operator", "editor"})
  public Response importProjectReports(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
