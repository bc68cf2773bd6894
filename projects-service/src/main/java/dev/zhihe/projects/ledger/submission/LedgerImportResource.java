package dev.zhihe.projects.ledger.submission;

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

/** The import of entries. A row becomes a ledger entry when it is approved. */
@Path("/v1/ledger-entries/imports")
public class LedgerImportResource {
  private final LedgerImport family;
  private final Imports imports;

  LedgerImportResource(LedgerImport family, Imports imports) {
    this.family = family;
    this.imports = imports;
  }

  /** Imports a file. */
  @POST
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importLedgerEntries(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
