package dev.zhihe.platforms.form;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.platforms.PlatformsAct;
import dev.zhihe.platforms.period.PeriodKind;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The forms of occupancy reports. */
@Path("/v1/forms")
@Produces(MediaType.APPLICATION_JSON)
public class FormResource {
  private final Forms forms;
  private final Review review;
  private final ChangeLog log;
  private final FormImport family;
  private final Imports imports;
  private final Reads reads;

  FormResource(
      Forms forms, Review review, ChangeLog log, FormImport family, Imports imports, Reads reads) {
    this.forms = forms;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of forms. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listForms(
      @QueryParam("area") @Nullable String area,
      @QueryParam("kind") @Nullable String kind,
      @BeanParam ListQuery query) {
    return reads.list(
        Form.class,
        FormView.class,
        Filters.none().area("area", area).word("kind", kind, PeriodKind.class),
        query);
  }

  /** One form. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(FormView.class)
  public Response getForm(String code) {
    return reads.item(Form.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importForms(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /** Adopts every draft of an area, in one transaction. */
  @POST
  @Path("adoptions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(FormAdoption.class)
  public Response adoptForms(@Valid @NotNull FormAdoption.Request adoption) {
    var drafts = forms.lockedDraftsOf(adoption.area());
    review.requireSecondPerson(PlatformsAct.ADOPT_FORMS, drafts);
    requireLaterDays(forms.adoptedOf(adoption.area()), drafts);
    drafts.forEach(Form::adopt);
    log.updated(drafts, null);
    return Response.ok(new FormAdoption(adoption.area(), drafts.size())).build();
  }

  /** 409 unless each edition begins after those before it. */
  private static void requireLaterDays(List<FormView> adopted, List<Form> drafts) {
    for (var kind : PeriodKind.values()) {
      var editions = new ArrayList<>(adopted);
      drafts.forEach(draft -> editions.add(draft.view()));
      editions.removeIf(form -> form.kind() != kind);
      editions.sort(Comparator.comparing(FormView::edition));
      for (int i = 1; i < editions.size(); i++) {
        var before = editions.get(i - 1);
        var after = editions.get(i);
        if (!after.effectiveOn().isAfter(before.effectiveOn())) {
          throw Problem.conflict(
              "%1$s 自 %2$s 起效，须晚于上一版本 %3$s 的 %4$s；请先导入更正草案",
              "%1$s begins on %2$s, which must be after %4$s, the day of the edition before it, %3$s: correct the draft by an import",
              after.code(),
              after.effectiveOn(),
              before.code(),
              before.effectiveOn());
        }
      }
    }
  }
}
