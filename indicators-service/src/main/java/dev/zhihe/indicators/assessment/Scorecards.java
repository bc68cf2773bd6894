package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.reads.Computed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The assessment of each group of a plan's targets on a day. */
@Schema(
    name = "Scorecards",
    description = "各组目标的进展 / How the groups of a plan's targets stand on a day")
public record Scorecards(
    @Schema(examples = "500106-145") String plan,
    @Schema(description = "评估日 / The day", examples = "2023-06-30") LocalDate on,
    ScorecardGrouping by,
    @Schema(description = "所用方法 / The methods used") List<Assessment.MethodUsed> methods,
    @Schema(
            description =
                "各组，最差的在前：可判定的目标中未达预期的比重由高到低，其次目标个数由多到少，其次组名；无可判定目标的组在后，未指定的再后，合计在末"
                    + " / The groups, worst first: by the share of those judged that are not on track, then by the number of targets, then by name; groups of which nothing can be judged after them, those without a group after these, the row of all last")
        List<Scorecard> items)
    implements Computed<Scorecard> {

  private static final Text NO_GROUP = new Text("未指定", "not specified");
  private static final Text ALL = new Text("合计", "total");

  private static final Comparator<Scorecard> WORST_FIRST =
      Comparator.<Scorecard, Boolean>comparing(card -> card.group() == null)
          .thenComparing(Scorecard::goodPercent, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Scorecard::targets, Comparator.reverseOrder())
          .thenComparing(Scorecard::nameZh);

  /**
   * Groups the targets of an assessment.
   *
   * @param method the method that was requested for all targets
   * @param asOf the position of the assessment, which the links repeat; null if it has none
   */
  public static Scorecards of(
      Assessment assessment,
      ScorecardGrouping by,
      @Nullable AssessmentMethod method,
      @Nullable String asOf) {
    var all =
        "/v1/assessments?plan=%s&on=%s".formatted(assessment.plan(), assessment.on())
            + parameter("asOf", asOf)
            + parameter("method", method == null ? null : Views.word(method));
    var cards = new ArrayList<Scorecard>();
    assessment.items().stream()
        .collect(
            Collectors.groupingBy(
                line -> Optional.ofNullable(by.of(line)), LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (group, lines) ->
                cards.add(
                    card(
                        group.map(ScorecardGrouping.Group::word).orElse(null),
                        group.map(ScorecardGrouping.Group::name).orElse(NO_GROUP),
                        false,
                        lines,
                        all
                            + parameter(
                                Views.word(by),
                                group
                                    .map(ScorecardGrouping.Group::word)
                                    .orElse(AssessmentFilter.NONE)),
                        assessment.edition())));
    cards.sort(WORST_FIRST);
    if (!cards.isEmpty()) {
      cards.add(card(null, ALL, true, assessment.items(), all, assessment.edition()));
    }
    return new Scorecards(assessment.plan(), assessment.on(), by, assessment.methods(), cards);
  }

  private static Scorecard card(
      @Nullable String group,
      Text name,
      boolean total,
      List<AssessmentLine> lines,
      String href,
      Edition edition) {
    var verdicts = lines.stream().map(AssessmentLine::verdict).toList();
    var judged = (int) verdicts.stream().filter(AssessmentVerdict::judged).count();
    var good = (int) verdicts.stream().filter(AssessmentVerdict::good).count();
    var worst = verdicts.stream().min(Comparator.naturalOrder()).orElseThrow();
    return new Scorecard(
        group,
        name.zh(),
        name.en(),
        total,
        lines.size(),
        judged,
        good,
        judged == 0
            ? null
            : BigDecimal.valueOf(100L * good)
                .divide(BigDecimal.valueOf(judged), 2, RoundingMode.HALF_UP),
        worst,
        worst.words(edition).zh(),
        worst.words(edition).en(),
        AssessmentVerdict.of(edition).stream()
            .map(
                verdict ->
                    new Scorecard.Count(
                        verdict,
                        verdict.words(edition).zh(),
                        verdict.words(edition).en(),
                        (int) verdicts.stream().filter(verdict::equals).count(),
                        href + parameter("verdict", Views.word(verdict))))
            .toList(),
        href);
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
