package dev.zhihe.projects.fund;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.projects.ledger.plausibility.AmountPlausibility;
import dev.zhihe.projects.ledger.plausibility.AmountPlausibility.Finding;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of a fund is committed, of that raised, and of that invested, in yuan. The amounts are
 * cumulative.
 */
record FundAmounts(BigDecimal committedYuan, BigDecimal raisedYuan, BigDecimal investedYuan) {
  static final FundAmounts NOTHING =
      new FundAmounts(new BigDecimal("0.00"), new BigDecimal("0.00"), new BigDecimal("0.00"));

  FundAmounts plus(FundAmounts other) {
    return new FundAmounts(
        committedYuan.add(other.committedYuan),
        raisedYuan.add(other.raisedYuan),
        investedYuan.add(other.investedYuan));
  }

  /** Refuses more raised than committed, and more invested than raised. */
  void requireNested(Refusal refusal) {
    if (raisedYuan.compareTo(committedYuan) > 0) {
      refusal.refuse(
          "raisedYuan",
          "above-committed",
          "到位 %s 元，超过认缴 %s 元",
          "%s yuan raised, more than the %s committed",
          raisedYuan.toPlainString(),
          committedYuan.toPlainString());
    }
    if (investedYuan.compareTo(raisedYuan) > 0) {
      refusal.refuse(
          "investedYuan",
          "above-raised",
          "已投 %s 元，超过到位 %s 元",
          "%s yuan invested, more than the %s raised",
          investedYuan.toPlainString(),
          raisedYuan.toPlainString());
    }
  }

  /**
   * What is suspect about these amounts, by their properties.
   *
   * @param before the amounts of the last month before
   * @param commented whether a comment explains them
   */
  Map<String, Finding> findings(FundAmounts before, boolean commented) {
    var findings = new LinkedHashMap<String, Finding>();
    find(findings, "committedYuan", committedYuan, before.committedYuan, commented);
    find(findings, "raisedYuan", raisedYuan, before.raisedYuan, commented);
    find(findings, "investedYuan", investedYuan, before.investedYuan, commented);
    return findings;
  }

  private static void find(
      Map<String, Finding> findings,
      String property,
      BigDecimal amount,
      BigDecimal before,
      boolean commented) {
    var finding = AmountPlausibility.ofCumulative(amount, before, commented);
    if (finding != null) {
      findings.put(property, finding);
    }
  }
}
