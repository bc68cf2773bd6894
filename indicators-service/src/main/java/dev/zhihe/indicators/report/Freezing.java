package dev.zhihe.indicators.report;

import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.edition.Editions;
import dev.zhihe.indicators.figures.submission.ObservationReview;
import dev.zhihe.indicators.figures.submission.ObservationSubmission;
import dev.zhihe.indicators.figures.submission.ObservationSubmissionView;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.indicators.report.attachment.AttachedAnswer;
import dev.zhihe.indicators.report.attachment.AttachedAnswers;
import dev.zhihe.indicators.report.attachment.AttachedQuestion;
import dev.zhihe.indicators.report.attachment.AttachedTable;
import dev.zhihe.indicators.report.attachment.KeptAttachments;
import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a report. Its content comes from one cut of the log and from the attached answers of other
 * services, its files from the content and these answers.
 */
@ApplicationScoped
class Freezing {
  /** Number of unpublished figures that an error names. */
  private static final int MAX_LISTED = 5;

  private final Plans plans;
  private final KeptFiles kept;
  private final ReportFigures figures;
  private final AttachedAnswers attached;
  private final KeptAttachments attachments;
  private final ReportMoment moment;
  private final Cuts cuts;
  private final Reads reads;
  private final Editions editions;
  private final ChangeLog log;
  private final InstantSource time;

  Freezing(
      Plans plans,
      KeptFiles kept,
      ReportFigures figures,
      AttachedAnswers attached,
      KeptAttachments attachments,
      ReportMoment moment,
      Cuts cuts,
      Reads reads,
      Editions editions,
      ChangeLog log,
      InstantSource time) {
    this.plans = plans;
    this.kept = kept;
    this.figures = figures;
    this.attached = attached;
    this.attachments = attachments;
    this.moment = moment;
    this.cuts = cuts;
    this.reads = reads;
    this.editions = editions;
    this.log = log;
    this.time = time;
  }

  /** What is known of a making as it goes on. */
  @FunctionalInterface
  interface Progress {
    /** Tells the state of the job, and how far it is, from 0 to 100. */
    void at(String state, int percent);
  }

  /** A report that is made and not stored. */
  record Made(
      ReportView view,
      Map<ReportFile.Format, byte[]> files,
      List<ReportFigures.Used> figures,
      List<AttachedAnswer> attached) {}

  /** The content, and the figures that it uses. */
  private record Computed(ReportContent content, List<ReportFigures.Used> figures) {}

  /**
   * Checks what is asked, and fixes the cut that the report will be of. 400 for an invalid asOf;
   * 422 with every broken rule.
   *
   * @return event id of the cut
   */
  String check(NewReport asked) {
    var cut = asked.asOf() == null ? cuts.latest() : cuts.at(asked.asOf());
    check(asked, cut, Days.of(time.instant()));
    return cuts.id(cut);
  }

  /**
   * Makes a report that was checked, without a transaction: it takes seconds. 503 if another
   * service does not answer what the report attaches.
   *
   * @param asOf event id of the cut
   */
  Made make(NewReport asked, String asOf, String code, Progress progress) {
    progress.at("asking", 5);
    var cut = cuts.at(asOf);
    var answers =
        attached.ask(
            AttachedQuestion.ALL,
            asked.plan(),
            area(asked.plan(), cut),
            asked.on(),
            moment.of(asked.asOf(), cut));
    var known = answers.stream().map(AttachedAnswer::attachment).toList();
    progress.at("computing", 20);
    var computed =
        reads.at(
            cut,
            states -> {
              var content =
                  ReportContent.of(
                      ReportContent.LAYOUT,
                      asked.plan(),
                      asked.kind(),
                      asked.on(),
                      asOf,
                      asked.method(),
                      states,
                      editions.at(cut),
                      known);
              return new Computed(content, ReportCorrections.figures(content, states));
            });
    var content = computed.content();
    progress.at("rendering", 40);
    var bytes = content.bytes();
    var cover =
        new Cover(
            code,
            given(asked.titleZh()).orElse(content.plan().nameZh() + asked.kind().words().zh()),
            given(asked.titleEn())
                .orElse(
                    asked.kind().words().en()
                        + ": "
                        + Objects.requireNonNullElse(
                            content.plan().nameEn(), content.plan().nameZh())),
            Days.of(time.instant()),
            Sha256.of(bytes));
    var tables = AttachedTable.of(answers);
    var files = new EnumMap<ReportFile.Format, byte[]>(ReportFile.Format.class);
    files.put(ReportFile.Format.JSON, bytes);
    files.put(ReportFile.Format.XLSX, ReportWorkbook.of(cover, content, tables));
    var page = ReportPage.html(cover, content, tables);
    files.put(ReportFile.Format.HTML, page.getBytes(StandardCharsets.UTF_8));
    progress.at("rendering", 60);
    files.put(ReportFile.Format.PDF, ReportPdf.of(page, cover));
    progress.at("rendering", 95);
    return new Made(
        new ReportView(
            code,
            asked.plan(),
            asked.kind(),
            asked.on(),
            content.asOf(),
            asked.method(),
            cover.titleZh(),
            cover.titleEn(),
            cover.frozenOn(),
            content.methodVersions(),
            cover.contentHash(),
            files.entrySet().stream()
                .map(file -> ReportFile.of(file.getKey(), file.getValue()))
                .toList(),
            ReportStatus.FROZEN,
            null,
            null,
            null,
            null,
            null,
            known),
        files,
        computed.figures(),
        answers);
  }

  /** Stores a report with its files, in the current transaction. */
  void store(Made made) {
    var report = log.created(new Report(made.view()));
    kept.keep(report.code(), made.files());
    figures.keep(report.code(), made.figures());
    attachments.keep(report.code(), made.attached());
  }

  private String area(String plan, Cut cut) {
    return reads
        .at(
            cut,
            states ->
                states.publicStates(Plan.class, PlanView.class, Filters.none().equal("code", plan)))
        .stream()
        .findFirst()
        .orElseThrow(() -> Problem.notFound(plan))
        .area();
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
  }

  private void check(NewReport asked, Cut cut, LocalDate today) {
    var rules = new BrokenRules(Csv.cells(asked));
    var known =
        reads.at(
            cut,
            states ->
                states.publicStates(
                    Plan.class, PlanView.class, Filters.none().equal("code", asked.plan())));
    if (plans.findById(asked.plan()) == null) {
      rules.add("plan", "unknown-reference", "没有此规划", "there is no such plan");
    } else if (known.isEmpty()) {
      rules.add(
          "plan",
          "not-adopted",
          "在 %s 尚未批准；须先批准（POST /v1/plans/%s/adoption）",
          "it was not adopted at %s: it is adopted first (POST /v1/plans/%s/adoption)",
          cuts.id(cut),
          asked.plan());
    }
    if (asked.on().isAfter(today)) {
      rules.add("on", "future", "不得晚于今日 %s", "today, %s, at the latest", today);
    }
    if (asked.method() != null && !asked.method().in(editions.at(cut))) {
      rules.add(
          "method",
          "unknown-method",
          "%s 时尚无此评估方法",
          "the rules at %s do not have this method yet",
          cuts.id(cut));
    }
    known.forEach(plan -> withinYears(asked, plan, rules));
    if (!known.isEmpty()) {
      waiting(asked, cut, rules);
    }
    rules.throwIfAny();
  }

  /** Refuses a cut at which submitted figures wait for a decision or for publication. */
  private void waiting(NewReport asked, Cut cut, BrokenRules rules) {
    var indicators = new TreeSet<String>();
    var areas = new TreeSet<String>();
    reads.at(
        cut,
        states -> {
          states
              .publicStates(
                  Target.class, TargetView.class, Filters.none().equal("plan", asked.plan()))
              .forEach(
                  target -> {
                    indicators.add(target.indicator());
                    areas.add(target.area());
                  });
          states
              .publicStates(
                  Indicator.class,
                  IndicatorView.class,
                  Filters.none().containing("plans", asked.plan()))
              .forEach(
                  indicator ->
                      // A computed indicator is never submitted, only its inputs are.
                      Stream.of(indicator.code(), indicator.numerator(), indicator.denominator())
                          .filter(Objects::nonNull)
                          .forEach(indicators::add));
          return indicators;
        });
    var codes =
        reads.at(cut, states -> undecided(indicators, areas, asked.on(), states)).stream()
            .limit(MAX_LISTED + 1)
            .toList();
    if (!codes.isEmpty()) {
      var first = String.join(", ", codes.subList(0, Math.min(MAX_LISTED, codes.size())));
      var more = codes.size() > MAX_LISTED;
      rules.add(
          "on",
          "unpublished-data",
          "至该日已结束的统计期，在 %4$s 还有填报尚未公布：%1$s%2$s；须先公布或撤回，或另选 asOf",
          "of periods that had ended by that day, figures were handed in and not published at %4$s: %1$s%3$s; they are published or withdrawn first, or another asOf is named",
          first,
          more ? " 等" : "",
          more ? " and others" : "",
          cuts.id(cut));
    }
  }

  /** The codes of unpublished submissions whose period ended by a day. */
  private static SortedSet<String> undecided(
      Set<String> indicators, Set<String> areas, LocalDate by, States states) {
    var codes = new TreeSet<String>();
    for (var area : areas) {
      for (var review : EnumSet.complementOf(EnumSet.of(ObservationReview.PUBLISHED))) {
        states
            .readable(
                ObservationSubmission.class,
                ObservationSubmissionView.class,
                Filters.none()
                    .equal("area", area)
                    .word("review", Views.word(review), ObservationReview.class))
            .stream()
            .map(Versioned::state)
            .filter(
                one -> indicators.contains(one.indicator()) && !one.period().lastDay().isAfter(by))
            .forEach(one -> codes.add(one.code()));
      }
    }
    return codes;
  }

  private static void withinYears(NewReport asked, PlanView plan, BrokenRules rules) {
    if (asked.on().getYear() < plan.startYear()) {
      rules.add(
          "on",
          "before-plan",
          "不得早于规划首日 %d-01-01",
          "the plan's first day, %d-01-01, at the earliest",
          plan.startYear());
    } else if (asked.kind() == ReportKind.MID_TERM && asked.on().getYear() > plan.endYear()) {
      rules.add(
          "on",
          "outside-plan",
          "中期报告的评估日须在规划期 %d–%d 年内；其后为终期报告（kind=final）",
          "a mid-term report is of a day within %d–%d; afterwards it is a final one (kind=final)",
          plan.startYear(),
          plan.endYear());
    }
  }
}
