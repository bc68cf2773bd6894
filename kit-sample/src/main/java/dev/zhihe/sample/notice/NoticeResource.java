package dev.zhihe.sample.notice;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.ReviewBatch;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.DryRun;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.sample.SampleAct;
import dev.zhihe.sample.topic.Topics;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Notices: an editor writes and submits, another person publishes or returns. */
@Path("/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
public class NoticeResource {
  private final Notices notices;
  private final Topics topics;
  private final Review review;
  private final ChangeLog log;
  private final Reads reads;

  NoticeResource(Notices notices, Topics topics, Review review, ChangeLog log, Reads reads) {
    this.notices = notices;
    this.topics = topics;
    this.review = review;
    this.log = log;
    this.reads = reads;
  }

  /** A page of the notices that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listNotices(
      @QueryParam("topic") @Nullable String topic,
      @QueryParam("status") @Nullable String status,
      @QueryParam("word") @Nullable String word,
      @BeanParam ListQuery query) {
    return reads.list(
        Notice.class,
        NoticeView.class,
        Filters.none()
            .equal("topic", topic)
            .word("status", status, NoticeStatus.class)
            .containing("words", word),
        query);
  }

  /** One notice. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(NoticeView.class)
  public Response getNotice(String code) {
    return reads.item(Notice.class, code);
  }

  /** Writes a draft. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(value = NoticeView.class, responseCode = "201")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NoticeView.class)))
  public Response draftNotice(
      @Valid @NotNull(message = "必填 / required") NewNotice given,
      @QueryParam("dryRun") @Nullable String dryRun) {
    var checksOnly = DryRun.requested(dryRun);
    check(given, new BrokenRules(Csv.cells(given)));
    var existing = notices.findById(given.code());
    if (existing != null) {
      throw existing
          .status()
          .state()
          .conflict(new Text("该代码已有公告", "That code has a notice already"), given.code());
    }
    var notice = new Notice(given);
    if (checksOnly) {
      return Response.ok(Views.write(notice.view())).build();
    }
    log.created(notice);
    return Written.created(notice)
        .header(HttpHeaders.LOCATION, "/v1/notices/" + notice.code())
        .build();
  }

  /** Changes a draft, or what was returned. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(NoticeView.class)
  public Response changeNotice(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewNotice given) {
    var notice = begin(SampleAct.CHANGE_NOTICE, code, ifMatch);
    var rules = new BrokenRules(Csv.cells(given));
    rules.requireUnchanged("code", code);
    check(given, rules);
    notice.change(given);
    log.updated(notice, null);
    return Written.ok(notice);
  }

  /** Hands a draft to the reviewers. */
  @POST
  @Path("{code}/submission")
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(NoticeView.class)
  public Response submitNotice(String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var notice = begin(SampleAct.SUBMIT_NOTICE, code, ifMatch);
    notice.submit();
    log.updated(notice, null);
    return Written.ok(notice);
  }

  /** Withdraws what is not published. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response withdrawNotice(String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var notice = begin(SampleAct.WITHDRAW_NOTICE, code, ifMatch);
    notice.requireWithdrawable();
    review.withdraw(notice);
    return Response.noContent().build();
  }

  /** Publishes one notice. */
  @POST
  @Path("{code}/publication")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(NoticeView.class)
  public Response publishNotice(String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var notice = begin(SampleAct.PUBLISH_NOTICE, code, ifMatch);
    publish(List.of(notice));
    return Written.ok(notice);
  }

  /** Publishes many notices. */
  @POST
  @Path("publications")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(NoticeDecision.class)
  public Response publishNotices(@Valid @NotNull(message = "必填 / required") NoticeSelection asked) {
    var chosen = begin(SampleAct.PUBLISH_NOTICES, asked);
    publish(chosen.items());
    return decided(chosen);
  }

  /** Returns one notice. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(NoticeView.class)
  public Response returnNotice(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NoticeReturn answer) {
    var notice = begin(SampleAct.RETURN_NOTICE, code, ifMatch);
    var fields = answer.fields() == null ? List.<NoticeFieldReason>of() : answer.fields();
    review.sendBack(
        List.of(notice), answer.reason(), (one, reason) -> one.sendBack(reason, fields));
    return Written.ok(notice);
  }

  /** Returns many notices. */
  @POST
  @Path("returns")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(NoticeDecision.class)
  public Response returnNotices(
      @Valid @NotNull(message = "必填 / required") NoticeSelectionReturn asked) {
    var chosen = begin(SampleAct.RETURN_NOTICES, asked.selection());
    review.sendBack(
        chosen.items(), asked.reason(), (one, reason) -> one.sendBack(reason, List.of()));
    return decided(chosen);
  }

  private Notice begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, notices.locked(code), ifMatch);
  }

  private ReviewBatch<Notice> begin(Act act, NoticeSelection asked) {
    return review.begin(act, most -> notices.lockedSubmitted(asked, most));
  }

  /** Their topics stay as they are from then on. */
  private void publish(List<Notice> chosen) {
    topics.hold(chosen.stream().map(Notice::topic).collect(Collectors.toSet()));
    chosen.forEach(Notice::publish);
    log.updated(chosen, null);
  }

  private static Response decided(ReviewBatch<Notice> chosen) {
    return Response.ok(new NoticeDecision(chosen.items().size(), chosen.more())).build();
  }

  /** 422 with everything that is wrong. */
  private void check(NewNotice given, BrokenRules rules) {
    if (!topics.exists(given.topic())) {
      rules.add("topic", "unknown-reference", "没有这个主题", "there is no such topic");
    }
    rules.throwIfAny();
  }
}
