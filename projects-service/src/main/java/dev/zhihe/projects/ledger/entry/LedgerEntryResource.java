package dev.zhihe.projects.ledger.entry;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's entries. Only a review adds one. */
@Path("/v1/ledger-entries")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerEntryResource {
  private final Reads reads;

  LedgerEntryResource(Reads reads) {
    this.reads = reads;
  }

  /** A page of entries. */
  @GET
  @RolesAllowed({"consumer", "operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listLedgerEntries(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("month") @Nullable String month,
      @QueryParam("source") @Nullable String source,
      @QueryParam("report") @Nullable String report,
      @BeanParam ListQuery query) {
    return reads.list(
        LedgerEntry.class,
        LedgerEntryView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("project", project)
            .word("kind", kind, LedgerKind.class)
            .equal("month", LedgerMonth.filter(month))
            .word("source", source, FundingSource.class)
            .equal("report", report),
        query);
  }

  /** One entry. */
  @GET
  @Path("{code}")
  @RolesAllowed({"consumer", "operator", "editor", "reviewer", "admin"})
  @APIResponseSchema(LedgerEntryView.class)
  public Response getLedgerEntry(String code) {
    return reads.item(LedgerEntry.class, code);
  }
}
