package dev.zhihe.indicators.changerequest;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import io.quarkus.arc.All;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Change requests: a reviewer who did not submit one approves or returns it. */
@Path("/v1/change-requests")
@Produces(MediaType.APPLICATION_JSON)
public class ChangeRequestResource {
  private final ChangeRequests requests;
  private final Map<ChangeRequestKind, RequestSubject> subjects;
  private final Review review;
  private final ChangeLog log;
  private final Reads reads;

  ChangeRequestResource(
      ChangeRequests requests,
      @All List<RequestSubject> subjects,
      Review review,
      ChangeLog log,
      Reads reads) {
    this.requests = requests;
    this.subjects =
        subjects.stream().collect(Collectors.toMap(RequestSubject::kind, Function.identity()));
    this.review = review;
    this.log = log;
    this.reads = reads;
  }

  /** A page of the change requests that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listChangeRequests(
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("subject") @Nullable String subject,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        ChangeRequest.class,
        ChangeRequestView.class,
        Filters.none()
            .word("kind", kind, ChangeRequestKind.class)
            .equal("subject", subject)
            .word("status", status, ChangeRequestStatus.class),
        query);
  }

  /** One change request. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(ChangeRequestView.class)
  public Response getChangeRequest(String code) {
    return reads.item(ChangeRequest.class, code);
  }

  /** Approves a request, and makes the change. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ChangeRequestView.class)
  public Response approveChangeRequest(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var about = requests.about(code);
    var subject = Objects.requireNonNull(subjects.get(about.kind()));
    var locked = subject.locked(about.subject());
    var request =
        review.begin(IndicatorsAct.APPROVE_CHANGE_REQUEST, requests.locked(code), ifMatch);
    request.approve();
    log.updated(request, null);
    subject.change(locked, request);
    return Written.ok(request);
  }

  /** Returns a request. Nothing is changed. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ChangeRequestView.class)
  public Response returnChangeRequest(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") ChangeRequestReturn answer) {
    var request = review.begin(IndicatorsAct.RETURN_CHANGE_REQUEST, requests.locked(code), ifMatch);
    review.sendBack(List.of(request), answer.reason(), ChangeRequest::sendBack);
    return Written.ok(request);
  }

  /** Withdraws a request that is not decided. */
  @DELETE
  @Path("{code}")
  @RolesAllowed({"editor", "reviewer"})
  @Write
  public Response withdrawChangeRequest(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var request =
        review.begin(IndicatorsAct.WITHDRAW_CHANGE_REQUEST, requests.locked(code), ifMatch);
    request.requireWithdrawable();
    review.withdraw(request);
    return Response.noContent().build();
  }
}
