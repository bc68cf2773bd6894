package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.form.FormView;
import dev.zhihe.platforms.form.Forms;
import dev.zhihe.platforms.period.PeriodKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks the figures of reports: the same for forms, files, drafts and dry runs. */
@ApplicationScoped
public class FigureChecks {
  private final OccupancyRules rules;
  private final Forms forms;
  private final Sql sql;

  FigureChecks(OccupancyRules rules, Forms forms, DataSource source) {
    this.rules = rules;
    this.forms = forms;
    sql = new Sql(source);
  }

  /**
   * What some reports are checked against, in a few queries for all of them.
   *
   * @param organisation credit code of the organisation that submits them
   */
  public Known known(Collection<PlatformPeriod> wanted, @Nullable String organisation) {
    var areas = wanted.stream().map(PlatformPeriod::area).collect(Collectors.toSet());
    return new Known(
        OwnReports.before(wanted, organisation, sql),
        PeerFigures.of(wanted, sql),
        rules.adopted(areas),
        forms.adoptedOf(areas));
  }

  /**
   * The rules that a report breaks beside nothing but the floor area of its platform, and by the
   * built-in form.
   */
  public List<Finding> alone(ReportedFigures given, @Nullable BigDecimal floorAreaM2) {
    return Findings.of(
        given,
        new Comparisons(floorAreaM2, null, false, null, null, Map.of()),
        RuleLimits.DEFAULT,
        FormInForce.builtIn(PeriodKind.MONTH));
  }

  /** What reports are checked against. */
  public static final class Known {
    private final OwnReports own;
    private final PeerFigures peers;
    private final List<OccupancyRuleView> rules;
    private final Map<String, List<FormView>> forms;
    private final Map<List<Object>, FormInForce> inForce = new HashMap<>();

    private Known(
        OwnReports own,
        PeerFigures peers,
        List<OccupancyRuleView> rules,
        Map<String, List<FormView>> forms) {
      this.own = own;
      this.peers = peers;
      this.rules = rules;
      this.forms = forms;
    }

    /**
     * Every rule that a report breaks, except those that its comment explains.
     *
     * @param of one of those asked for
     */
    public List<Finding> findings(ReportedFigures given, PlatformPeriod of) {
      var limits = RulesInForce.limits(rules, of.area(), of.period().endDate());
      var last = own.last(of);
      var beforeLast = last == null ? null : own.lastBefore(last.start(), of);
      return Findings.of(
          given,
          new Comparisons(
              of.floorAreaM2(),
              last,
              last != null && last.end().plusDays(1).equals(of.period().startDate()),
              beforeLast,
              own.yearBefore(of),
              peers.of(of, limits.peersAtLeast())),
          limits,
          form(of));
    }

    private FormInForce form(PlatformPeriod of) {
      return inForce.computeIfAbsent(
          List.of(of.area(), of.type(), of.period().code()),
          first ->
              FormInForce.of(forms.getOrDefault(of.area(), List.of()), of.type(), of.period()));
    }

    /** Counts a report as one that comes before those of later periods. */
    public void add(ReportedFigures given, PlatformPeriod of) {
      if (!given.nil() && !given.amends()) {
        own.add(
            of.platform(),
            new EarlierReport(
                of.period().code(),
                of.period().startDate(),
                of.period().endDate(),
                given.values()));
      }
    }
  }
}
