package dev.zhihe.indicators.dictionary.codelist;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Codelists. */
@Path("/v1/codelists")
@Produces(MediaType.APPLICATION_JSON)
public class CodelistResource {
  private final CodelistImport family;
  private final Imports imports;
  private final Reads reads;

  CodelistResource(CodelistImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of entries. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(CodelistEntryView.Page.class)
  public Response listCodelistEntries(
      @QueryParam("list") @Nullable String list,
      @QueryParam("area") @Nullable String area,
      @BeanParam ListQuery query) {
    return reads.list(
        CodelistEntry.class,
        CodelistEntryView.class,
        Filters.none().word("list", list, Codelist.class).area("area", area),
        query);
  }

  /** One entry. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(CodelistEntryView.class)
  public Response getCodelistEntry(String code) {
    return reads.item(CodelistEntry.class, code);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importCodelists(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
