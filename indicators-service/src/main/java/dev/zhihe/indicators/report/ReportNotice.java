package dev.zhihe.indicators.report;

import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What stands above a report when it is served as a page: whether it holds, and what was corrected
 * since. The report below it is the frozen file, byte for byte.
 *
 * @param asOf position at which the corrections were looked for
 */
public record ReportNotice(
    ReportView report,
    ReportCorrections corrections,
    @Nullable String asOf,
    List<Correction> items) {
  private static final String BODY = "<body>";

  /** A correction in words. */
  public record Correction(
      String observation, String name, String period, String change, String before, String after) {}

  /** The frozen page with the notice above it. */
  static String above(String page, ReportView report, ReportCorrections corrections, String asOf) {
    var notice =
        new ReportNotice(
            report,
            corrections,
            asOf,
            corrections.items().stream().map(ReportNotice::correction).toList());
    var html = ReportPage.Engines.NOTICE.data("notice", notice).render();
    return page.replaceFirst(BODY, Matcher.quoteReplacement(BODY + "\n" + html));
  }

  private static Correction correction(ReportCorrection one) {
    var value = one.value();
    var used = one.valueUsed();
    var unit = one.unit() == null ? "" : " " + one.unit();
    return new Correction(
        one.observation(),
        one.nameZh(),
        one.period().toString(),
        one.change().words().zh() + " / " + one.change().words().en(),
        used == null
            ? "没有统计 / not collected"
            : LineTexts.sign(one.comparatorUsed()) + used.toPlainString() + unit,
        value == null
            ? "—" + (one.retractionReason() == null ? "" : "（" + one.retractionReason() + "）")
            : LineTexts.sign(one.comparator()) + value.toPlainString() + unit);
  }
}
