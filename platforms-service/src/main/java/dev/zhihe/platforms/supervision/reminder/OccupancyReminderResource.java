package dev.zhihe.platforms.supervision.reminder;

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

/** Reminders. The system writes them. */
@Path("/v1/occupancy-reminders")
@Produces(MediaType.APPLICATION_JSON)
public class OccupancyReminderResource {
  private final Reads reads;

  OccupancyReminderResource(Reads reads) {
    this.reads = reads;
  }

  /** A page of the reminders that the caller may see. */
  @GET
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listOccupancyReminders(
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("period") @Nullable String period,
      @QueryParam("operator") @Nullable String operator,
      @QueryParam("kind") @Nullable String kind,
      @BeanParam ListQuery query) {
    return reads.list(
        OccupancyReminder.class,
        OccupancyReminderView.class,
        Filters.none()
            .equal("platform", platform)
            .equal("period", period)
            .equal("operator", operator)
            .word("kind", kind, ReminderKind.class),
        query);
  }

  /** One reminder. */
  @GET
  @Path("{code}")
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @APIResponseSchema(OccupancyReminderView.class)
  public Response getOccupancyReminder(String code) {
    return reads.item(OccupancyReminder.class, code);
  }
}
