package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.report.ReportPlaces.Place;
import dev.zhihe.platforms.occupancy.rule.FigureChecks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks what the rows of a file submit. All rows are read first: a row is compared with
 * those of earlier periods, too.
 */
@ApplicationScoped
class SubmittedRows {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** What the template fills in. A row with nothing else says nothing. */
  private static final Set<OccupancyFigure> PREFILLED =
      EnumSet.of(
          OccupancyFigure.USABLE_AREA,
          OccupancyFigure.INCUBATION_AREA,
          OccupancyFigure.PUBLIC_SERVICE_AREA,
          OccupancyFigure.TENANTS_AT_START);

  /** What an amendment keeps under columns that its file lacks. It says itself why it is made. */
  private static final Set<String> KEPT =
      Stream.concat(
              Stream.of("kind", "attachment"),
              Arrays.stream(OccupancyFigure.values()).map(OccupancyFigure::property))
          .collect(Collectors.toUnmodifiableSet());

  private final ReportPlaces places;
  private final OccupancySubmissions submissions;
  private final OccupancyReports reports;
  private final Caller caller;

  SubmittedRows(
      ReportPlaces places,
      OccupancySubmissions submissions,
      OccupancyReports reports,
      Caller caller) {
    this.places = places;
    this.submissions = submissions;
    this.reports = reports;
    this.caller = caller;
  }

  /** What a row gives, and what it is about; null if that is nothing of the caller's. */
  private record Content(NewOccupancyReport given, @Nullable Place place) {
    /** Rows of earlier periods are checked first: those of later ones are compared with them. */
    LocalDate order() {
      return place == null ? LocalDate.MAX : place.period().endDate();
    }

    @Nullable ReportRow valid() {
      return place == null ? null : new ReportRow(given, place);
    }
  }

  /**
   * Reads the rows, and then checks them with what is known of all of them. Returns what a row
   * submits; null, with its errors, if that is wrong.
   */
  Function<Row, @Nullable ReportRow> of(List<Row> rows) {
    var placeOf = places.of(rows);
    var found = new LinkedHashMap<Row, @Nullable Place>();
    rows.forEach(row -> found.put(row, placeOf.apply(row)));
    var stored = stored(found);
    var contents = new LinkedHashMap<Row, Content>();
    found.forEach(
        (row, place) -> {
          if (place != null) {
            keepAmended(row, place, stored);
          }
          contents.put(row, new Content(given(row, place), place));
        });
    check(contents, stored);
    return row -> row.isValid() ? Objects.requireNonNull(contents.get(row)).valid() : null;
  }

  /**
   * An amendment keeps the figures and the file of the accepted report under columns that the file
   * lacks. A download repeats what the system set in that report, which is no content.
   */
  private void keepAmended(Row row, Place place, Map<String, StoredReport> stored) {
    var amended = stored.get(place.report());
    if (amended == null
        || !amended.isAccepted()
        || !place.report().equals(row.cells().text("amends"))) {
      return;
    }
    var cells = Csv.cells(amended.view());
    NewOccupancyReport.READ_ONLY.stream()
        .filter(column -> !column.equals("code"))
        .filter(column -> Objects.equals(row.cells().text(column), cells.get(column)))
        .forEach(column -> row.cells().fill(column, ""));
    if (stored(row, stored) == null) {
      var kept = new HashMap<>(cells);
      kept.keySet().retainAll(KEPT);
      row.cells().keep(kept);
    }
  }

  /** The stored report with the row's code; null if there is none, or another one has it. */
  private @Nullable StoredReport stored(Row row, Map<String, StoredReport> stored) {
    var found = stored.get(row.code("code"));
    return found == null || found.isHiddenFrom(caller.organisation()) ? null : found;
  }

  private void check(Map<Row, Content> contents, Map<String, StoredReport> stored) {
    var known =
        submissions.known(
            contents.values().stream().map(Content::place).filter(Objects::nonNull).toList());
    var uploaded =
        submissions.uploaded(
            contents.values().stream()
                .map(content -> content.given().attachment())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    contents.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getValue().order()))
        .forEach(
            entry -> {
              var row = entry.getKey();
              var given = entry.getValue().given();
              var place = entry.getValue().place();
              // A column that the file lacks has the stored value of the row's code. So the figures
              // are checked only if the code is the caller's own report. Otherwise, the errors
              // would reveal figures of another organisation.
              if (place == null) {
                requireFilledIn(row, given);
              } else if (isCodeOf(row, place)) {
                checkUnlessStored(
                    row, given, place, stored, known, attachable(given, place, stored, uploaded));
              }
            });
  }

  /** The stored reports that the rows name or amend. */
  private Map<String, StoredReport> stored(Map<Row, @Nullable Place> rows) {
    return reports.known(
        rows.entrySet().stream()
            .flatMap(
                entry -> {
                  var place = entry.getValue();
                  return Stream.of(
                      entry.getKey().code("code"), place == null ? null : place.report());
                })
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  private static NewOccupancyReport given(Row row, @Nullable Place place) {
    return new NewOccupancyReport(
        place == null ? "" : place.platform().code(),
        place == null ? "" : place.period().code(),
        row.word("kind", OccupancyKind.class),
        row.code("amends"),
        row.decimal("usableAreaM2"),
        row.decimal("incubationAreaM2"),
        row.decimal("publicServiceAreaM2"),
        row.decimal("occupiedAreaM2"),
        row.decimal("tenantsAtStart"),
        row.decimal("tenants"),
        row.decimal("newTenants"),
        row.decimal("graduatedTenants"),
        row.decimal("leftTenants"),
        row.decimal("highTechFirms"),
        row.decimal("techFirms"),
        row.decimal("universityLinkedFirms"),
        row.decimal("employees"),
        row.decimal("graduatesHired"),
        row.decimal("revenueYuan"),
        row.decimal("outputYuan"),
        row.decimal("rdSpendingYuan"),
        row.decimal("taxesYuan"),
        row.decimal("investmentReceivedYuan"),
        row.decimal("patentApplications"),
        row.decimal("patentsGranted"),
        row.text("comment"),
        row.matching("attachment", SHA256, "应为上传附件所得的 SHA-256", "the SHA-256 of an uploaded file"),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Required figures that the row itself leaves empty. */
  private static void requireFilledIn(Row row, NewOccupancyReport given) {
    for (var figure : OccupancyFigure.values()) {
      if (figure.required()
          && !given.saysNothing()
          && row.cells().has(figure.property())
          && row.cells().lacks(figure.property())) {
        row.refuse(figure.property(), "required", "必填", "required");
      }
    }
  }

  private boolean isCodeOf(Row row, Place place) {
    var report = place.report();
    var code = String.valueOf(row.code("code"));
    var isAmendment = code.startsWith(report + "-a");
    if (!code.equals(report) && !isAmendment) {
      row.refuse(
          "code", "code", "该平台该填报期的代码应为 %s", "that platform and period have the code %s", report);
      return false;
    }
    var amends = row.code("amends");
    if (isAmendment ? !report.equals(amends) : amends != null) {
      row.refuse(
          "amends",
          "amends",
          "更正须写明 %s，代码留空或与其相同；常规填报应为空",
          "an amendment names %s here, and its code is empty or the same; a report leaves this empty",
          report);
      return false;
    }
    return true;
  }

  /** Checks a row that submits something. What was right when it was submitted stays. */
  private void checkUnlessStored(
      Row row,
      NewOccupancyReport given,
      Place place,
      Map<String, StoredReport> reports,
      FigureChecks.Known known,
      Set<String> attachable) {
    var stored = stored(row, reports);
    if (stored == null && isUntouched(row)) {
      row.refuse(
          OccupancyFigure.OCCUPIED_AREA.property(),
          "not-filled-in",
          "本行尚未填写；没有数据可报的，填报类型选“零报告”并在说明中写明原因；暂不报的，请删去本行，或以 mode=valid 导入其余各行",
          "nobody filled in this row: if there is nothing to report, its kind is nil and its comment says why; if it is for later, leave the row out, or import the others with mode=valid");
    } else if (stored == null || !stored.says(given)) {
      if (given.amends() != null && stored == null) {
        checkAmended(row, given, reports.get(place.report()));
      }
      if (!row.isMarkedUnchanged()) {
        submissions.check(given, place, known, attachable, unlessRefused(row));
      }
    }
  }

  /** The files that a row may name, as of a body. */
  private static Set<String> attachable(
      NewOccupancyReport given,
      Place place,
      Map<String, StoredReport> stored,
      Set<String> uploaded) {
    var amended = place.report().equals(given.amends()) ? stored.get(given.amends()) : null;
    var kept = amended == null || !amended.isAccepted() ? null : amended.view().attachment();
    return kept != null && kept.equals(given.attachment()) ? Set.of(kept) : uploaded;
  }

  /** Whether a row has nothing but what the template filled in. */
  private static boolean isUntouched(Row row) {
    return Stream.concat(
            Stream.of("kind", "amends", "comment", "attachment"),
            Arrays.stream(OccupancyFigure.values())
                .filter(figure -> !PREFILLED.contains(figure))
                .map(OccupancyFigure::property))
        .allMatch(row.cells()::lacks);
  }

  /** An amendment that says what is accepted already changes nothing. */
  private static void checkAmended(
      Row row, NewOccupancyReport given, @Nullable StoredReport amended) {
    if (amended == null || !amended.isAccepted()) {
      row.refuse(
          "amends",
          "not-accepted",
          "只有已通过的填报可以更正；未通过的请直接改数",
          "an accepted report alone is amended; change the figures of another one");
    } else if (amended.says(given)) {
      row.markUnchanged();
    }
  }

  /** A cell that cannot be read is refused for that, and not also as missing. */
  private static Refusal unlessRefused(Row row) {
    return (field, code, zh, en, arguments) -> {
      if (!code.equals("required") || row.readable(field)) {
        row.refuse(field, code, zh, en, arguments);
      }
    };
  }
}
