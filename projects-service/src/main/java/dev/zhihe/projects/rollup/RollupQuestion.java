package dev.zhihe.projects.rollup;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a roll-up is asked for.
 *
 * @param plan code of the plan
 * @param by one or two properties, different ones
 */
record RollupQuestion(String plan, List<InvestmentRollupBy> by) {
  private static final int MAX_PROPERTIES = 2;

  /** Reads the parameters. 400 with every error. */
  static RollupQuestion of(@Nullable String plan, @Nullable String by) {
    var refusals = new Refusals();
    var properties = new ArrayList<InvestmentRollupBy>();
    for (var word : (by == null ? "" : by).split(",", -1)) {
      var property = refusals.requiredWord("by", word, InvestmentRollupBy.class);
      if (property != null) {
        properties.add(property);
      }
    }
    if (properties.size() > MAX_PROPERTIES
        || new LinkedHashSet<>(properties).size() < properties.size()) {
      refusals.add("by", by, "by 应为一项或不同的两项", "by names one property or two different ones");
    }
    var code = refusals.requiredCode("plan", plan, "500106-145");
    refusals.throwIfAny();
    return new RollupQuestion(code, List.copyOf(properties));
  }

  /** Whether each project counts in one line, so that the lines add up to the total. */
  boolean additive() {
    return !by.contains(InvestmentRollupBy.TAG);
  }

  /** Whether lines have what is planned: only if projects have each of the properties. */
  boolean planned() {
    return by.stream().allMatch(InvestmentRollupBy::ofProjects);
  }

  /** The properties as the parameter names them. */
  String words() {
    return by.stream().map(Views::word).collect(Collectors.joining(","));
  }
}
