package dev.zhihe.projects.investment.plan;

import java.util.List;

/**
 * Investment plans are about to end, because projects leave their plan. Whoever has something open
 * about them refuses by throwing.
 *
 * @param investmentPlans codes of those that end or are replaced
 * @param projects codes of the projects that leave
 */
public record InvestmentPlansEnding(List<String> investmentPlans, List<String> projects) {}
