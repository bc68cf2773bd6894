package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentLine;
import dev.zhihe.indicators.assessment.AssessmentVerdict;
import dev.zhihe.indicators.assessment.Scorecard;
import dev.zhihe.indicators.policy.PolicyStanding;
import dev.zhihe.indicators.report.attachment.AttachedTable;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report as an HTML page in Chinese, for screens and A4. This class computes the texts and
 * lengths that the template shows.
 *
 * @param cards the scorecards that are shown, each with a heading
 * @param charts the charts of the main indicators, in rows of two
 * @param tables of projects and money
 */
public record ReportPage(
    Cover cover,
    ReportContent content,
    List<Figure> figures,
    String summary,
    List<Part> verdicts,
    List<Cards> cards,
    List<Headline> headlines,
    List<List<ReportChart>> charts,
    List<Goal> goals,
    List<Table> tables,
    List<String> notes) {

  /** The worst verdict first. */
  static final Comparator<AssessmentLine> WORST_FIRST =
      Comparator.comparing(AssessmentLine::verdict).thenComparing(AssessmentLine::target);

  /** Length of a whole bar, in units of its drawing. */
  private static final BigDecimal WIDTH = BigDecimal.valueOf(200);

  /** The longest bar. A longer one, of 900 % for example, would leave the others no room. */
  private static final BigDecimal MAX_PERCENT = BigDecimal.valueOf(120);

  private static final int CHARTS_IN_ROW = 2;

  /** A key figure. */
  public record Figure(String value, String label, String tone) {}

  /** A coloured piece of a bar. */
  public record Part(String colour, String label, long count, BigDecimal from, BigDecimal width) {}

  /** Scorecards of one grouping. */
  public record Cards(String title, String label, List<Card> items) {}

  /** The scorecard of one group. */
  public record Card(Scorecard card, String percent, List<Part> bar) {}

  /**
   * A target of a main indicator.
   *
   * @param done length of the bar for the completed share; null if there is none
   * @param time position of the elapsed time on that bar; not null if {@code done} is not
   */
  public record Headline(
      AssessmentLine line,
      String name,
      String aim,
      String baseline,
      String observed,
      String added,
      String expected,
      @Nullable BigDecimal done,
      @Nullable BigDecimal time,
      String tone,
      String cautions) {}

  /** Any other target. */
  public record Goal(
      AssessmentLine line,
      String name,
      String aim,
      String observed,
      String added,
      String cautions) {}

  /** A table of another service's answer. */
  public record Table(String title, List<Cell> headings, List<Line> lines) {}

  /** A line of a table. */
  public record Line(String style, List<Cell> cells) {}

  /** A cell of a table. */
  public record Cell(String text, String style) {}

  /** Created for the first report, because many instances never make one. */
  static final class Engines {
    private static final Engine ENGINE =
        Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addValueResolver(ValueResolvers.rawResolver())
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .build();
    static final Template REPORT = template("/report.html");
    static final Template NOTICE = template("/report-notice.html");

    private Engines() {}

    private static Template template(String resource) {
      return ENGINE.parse(text(resource), Variant.forContentType("text/html"));
    }
  }

  static String text(String resource) {
    try (var in = ReportPage.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page. */
  static String html(Cover cover, ReportContent content, List<AttachedTable> tables) {
    return Engines.REPORT.data("page", of(cover, content, tables)).render();
  }

  private static ReportPage of(Cover cover, ReportContent content, List<AttachedTable> tables) {
    var all = content.scorecards().kind();
    return new ReportPage(
        cover,
        content,
        all.isEmpty() ? List.of() : figures(all.getLast(), content),
        all.isEmpty() ? "规划没有已批准的目标。" : summary(all.getLast(), content),
        all.isEmpty() ? List.of() : bar(all.getLast()),
        List.of(
            cards("各目标领域进展", "目标领域", content.scorecards().category()),
            cards("各牵头部门进展", "牵头部门", content.scorecards().leadDepartment()),
            cards("各类属性指标进展", "指标属性", content.scorecards().attribute())),
        content.mains().stream().map(main -> headline(main.line())).toList(),
        charts(content.mains()),
        content.others().stream().sorted(WORST_FIRST).map(ReportPage::goal).toList(),
        tables.stream().map(ReportPage::table).toList(),
        notes(content));
  }

  private static Table table(AttachedTable table) {
    return new Table(
        table.title(),
        cells(table, table.headings()),
        table.lines().stream()
            .map(
                line -> new Line(line.total() ? "total" : "group", cells(table, table.texts(line))))
            .toList());
  }

  private static List<Cell> cells(AttachedTable table, List<String> texts) {
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < texts.size(); i++) {
      cells.add(new Cell(texts.get(i), table.columns().get(i).numeric() ? "number" : ""));
    }
    return cells;
  }

  private static List<List<ReportChart>> charts(List<ReportContent.Main> mains) {
    var rows = new ArrayList<List<ReportChart>>();
    for (var main : mains) {
      var chart =
          ReportChart.of(
              LineTexts.name(main.line()),
              main.line().unit(),
              main.line().deadline(),
              main.headline());
      if (chart != null) {
        if (rows.isEmpty() || rows.getLast().size() == CHARTS_IN_ROW) {
          rows.add(new ArrayList<>());
        }
        rows.getLast().add(chart);
      }
    }
    return rows;
  }

  private static List<Figure> figures(Scorecard all, ReportContent content) {
    var overdue =
        content.policies().items().stream()
            .filter(line -> line.standing() == PolicyStanding.OVERDUE)
            .count();
    return List.of(
        new Figure(String.valueOf(all.targets()), "目标总数", "plain"),
        new Figure(String.valueOf(all.judged()), "有数据可判定", "plain"),
        new Figure(String.valueOf(all.good()), "达到预期、提前完成或已实现", "good"),
        new Figure(String.valueOf(all.judged() - all.good()), "未达预期", "bad"),
        new Figure(percent(all.goodPercent()), "达到预期的占可判定", "plain"),
        new Figure(String.valueOf(overdue), "逾期未出台的政策", overdue == 0 ? "plain" : "bad"));
  }

  private static String summary(Scorecard all, ReportContent content) {
    return "截至 %s，规划已批准目标 %d 个，其中 %d 个有数据可判定：达到预期、提前完成或已实现的 %d 个，未达预期的 %d 个%s。政策 %d 项。"
        .formatted(
            content.on(),
            all.targets(),
            all.judged(),
            all.good(),
            all.judged() - all.good(),
            notJudged(all),
            content.policies().items().size());
  }

  /** How many were not judged, and by which verdicts. Empty if there are none. */
  private static String notJudged(Scorecard all) {
    var why =
        all.counts().stream()
            .filter(count -> count.count() > 0 && !count.verdict().judged())
            .map(count -> "%s %d 个".formatted(count.verdictZh(), count.count()))
            .collect(Collectors.joining("、"));
    return why.isEmpty() ? "" : "；另有 %d 个未作判定：%s".formatted(all.targets() - all.judged(), why);
  }

  private static Cards cards(String title, String label, List<Scorecard> cards) {
    return new Cards(
        title,
        label,
        cards.stream()
            .map(card -> new Card(card, percent(card.goodPercent()), bar(card)))
            .toList());
  }

  /** The verdicts that occur, best first, so that the reached part begins at the left. */
  private static List<Part> bar(Scorecard card) {
    var parts = new ArrayList<Part>();
    var from = BigDecimal.ZERO;
    var present = card.counts().stream().filter(count -> count.count() > 0).toList();
    var bestFirst =
        Stream.concat(
                present.reversed().stream().filter(count -> count.verdict().judged()),
                present.stream().filter(count -> !count.verdict().judged()))
            .toList();
    for (var count : bestFirst) {
      var width =
          WIDTH
              .multiply(BigDecimal.valueOf(count.count()))
              .divide(BigDecimal.valueOf(card.targets()), 2, RoundingMode.HALF_UP);
      parts.add(new Part(colour(count.verdict()), count.verdictZh(), count.count(), from, width));
      from = from.add(width);
    }
    return parts;
  }

  /** From red over amber to green; grey if there is no verdict. */
  private static String colour(AssessmentVerdict verdict) {
    return switch (verdict) {
      case MOVING_AWAY -> "#7f1d1d";
      case NOT_MET -> "#b3261e";
      case BEHIND -> "#d9534f";
      case INSUFFICIENT -> "#e07b39";
      case NOT_MET_YET -> "#e8a33d";
      case MODERATE -> "#f0c75e";
      case ON_TRACK -> "#7fb77e";
      case AHEAD -> "#3d9970";
      case MET -> "#23683f";
      case NO_DATA, NOT_COLLECTED -> "#b9c1cc";
      case NO_BASELINE, NO_MILESTONE -> "#cdd4dc";
      case UNDECIDABLE, NOT_ASSESSABLE -> "#dbe0e6";
      case NOT_QUANTIFIED -> "#e6eaef";
    };
  }

  private static Headline headline(AssessmentLine line) {
    return new Headline(
        line,
        LineTexts.name(line),
        LineTexts.aim(line),
        LineTexts.baseline(line),
        LineTexts.observed(line),
        LineTexts.addedToBaseline(line),
        LineTexts.expected(line),
        length(line.achievedPercent()),
        length(line.timePercent()),
        tone(line.verdict()),
        LineTexts.cautionsNotTold(line));
  }

  private static Goal goal(AssessmentLine line) {
    return new Goal(
        line,
        LineTexts.name(line),
        LineTexts.aim(line),
        LineTexts.observed(line),
        LineTexts.addedToBaseline(line),
        LineTexts.cautions(line));
  }

  private static @Nullable BigDecimal length(@Nullable BigDecimal percent) {
    return percent == null
        ? null
        : percent
            .max(BigDecimal.ZERO)
            .min(MAX_PERCENT)
            .multiply(WIDTH)
            .divide(MAX_PERCENT, 2, RoundingMode.HALF_UP);
  }

  private static String tone(AssessmentVerdict verdict) {
    return verdict.good() ? "good" : verdict.judged() ? "bad" : "none";
  }

  private static String percent(@Nullable BigDecimal share) {
    return share == null ? "—" : share.toPlainString() + "%";
  }

  private static List<String> notes(ReportContent content) {
    var basis = content.basis();
    return List.of(
        "数据取自变更日志数据截止点 %s，为该时点已公开的状态；评估日为 %s，只用至该日已结束的统计期的数据。"
            .formatted(content.asOf(), content.on()),
        "目标 %d 个，有观测值的 %d 个%s；以预计数判定的 %d 个，以初步数判定的 %d 个，数据年份较早的 %d 个。"
            .formatted(
                basis.targets(),
                basis.observed(),
                basis.latestPeriod() == null ? "" : "，最近统计期为 " + basis.latestPeriod(),
                basis.estimated(),
                basis.provisional(),
                basis.earlierYear()),
        "完成情况与数据所属统计期末的时间进度比较，数据晚出不算工作滞后。",
        "可判定的指结论为背离至已实现的目标；各组先按未达预期的占可判定的比重由高到低排列，其次按目标个数。",
        "承诺出台而未定应出台日期的政策以规划期末为准；评估日之后出台的，在评估日视为起草中。",
        "本报告内容由系统从变更日志算出并冻结，可随时按上述数据截止点重算核对（GET /v1/reports/{编号}/verification）。",
        "走势图中，实际值为各年公布的数据，预期路径为基期值经年度目标至目标值的连线。",
        "项目、资金与平台各表取自附件所列答复，为评估日的汇总，平台只计已通过的月报，累计产值为其各期之和，金额由元换算为亿元，保留至多 4 位小数；附件原文见 GET /v1/reports/{编号}/attachments/{序号}，可在同一位置再次查询核对。",
        "本报告是否已被替代或撤回、所用数据其后有无更正，见 GET /v1/reports/{编号}/page。");
  }
}
