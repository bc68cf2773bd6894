package dev.zhihe.projects.ledger.close;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Closes of months, one after the other. */
@Path("/v1/ledger-closes")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerCloseResource {
  private final LedgerCloses closes;
  private final Event<MonthClosing> closing;
  private final ChangeLog log;
  private final Reads reads;
  private final InstantSource time;

  LedgerCloseResource(
      LedgerCloses closes,
      Event<MonthClosing> closing,
      ChangeLog log,
      Reads reads,
      InstantSource time) {
    this.closes = closes;
    this.closing = closing;
    this.log = log;
    this.reads = reads;
    this.time = time;
  }

  /** A page of closes. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listLedgerCloses(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("month") @Nullable String month,
      @BeanParam ListQuery query) {
    return reads.list(
        LedgerClose.class,
        LedgerCloseView.class,
        Filters.none().equal("plan", plan).equal("month", LedgerMonth.filter(month)),
        query);
  }

  /** One close. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(LedgerCloseView.class)
  public Response getLedgerClose(String code) {
    return reads.item(LedgerClose.class, code);
  }

  /** Closes a month. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(value = LedgerCloseView.class, responseCode = "201")
  public Response closeLedgerMonth(
      @Valid @NotNull(message = "必填 / required") NewLedgerClose given) {
    var plan = given.plan();
    var month = given.month();
    var rules = new BrokenRules(Csv.cells(given));
    if (!closes.isPlan(plan)) {
      rules.add("plan", "unknown-reference", "该规划没有项目", "there are no projects of that plan");
    }
    if (!LedgerMonth.lastDay(month).isBefore(Days.of(time.instant()))) {
      rules.add("month", "not-over", "该月尚未结束", "that month is not over");
    }
    rules.throwIfAny();
    var closed = closes.heldAlone(plan);
    var close = closed.closeOf(plan, month);
    if (close != null) {
      throw Problem.conflict("%s 已关账（%s）", "%s is closed already (%s)", month, close);
    }
    var open = closes.firstOpenWithEntries(plan, closed.last(plan), month);
    if (open != null) {
      throw Problem.conflict(
          "%1$s 有分录而未关账，请先关 %1$s", "%1$s has entries and is open: close %1$s first", open);
    }
    closing.fire(new MonthClosing(plan, closed.last(plan), month));
    var added = log.created(new LedgerClose(given));
    return Written.created(added)
        .header(HttpHeaders.LOCATION, "/v1/ledger-closes/" + added.code())
        .build();
  }
}
