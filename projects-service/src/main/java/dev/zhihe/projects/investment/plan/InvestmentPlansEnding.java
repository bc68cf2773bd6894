package dev.zhihe.projects.investment.plan;

import dev.zhihe.projects.project.Departure;
import java.util.List;

/**
 * Investment plans are about to end, because projects leave their plan. Whoever has something open
 * about them refuses by throwing, or removes it.
 *
 * @param investmentPlans codes of those that end or are replaced
 * @param departures of the projects that leave
 */
public record InvestmentPlansEnding(List<String> investmentPlans, List<Departure> departures) {}
