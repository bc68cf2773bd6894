package dev.zhihe.platforms.occupancy.rule;

/**
 * The limits of the rules that ask for a comment.
 *
 * @param stockJumpPercent areas, tenants, firms and people: from the last report to this one
 * @param flowJumpPercent money of the period: from the last report to this one
 * @param yearJumpPercent any of them: from the same period a year before
 * @param peerSpreads how many times the spread of the peers' middle half a figure may be beyond it
 * @param peersAtLeast fewer peers are no measure
 * @param slipComparisons from so many comparisons that agree, no comment explains a mistaken unit
 */
public record RuleLimits(
    int stockJumpPercent,
    int flowJumpPercent,
    int yearJumpPercent,
    int peerSpreads,
    int peersAtLeast,
    int slipComparisons) {

  /** The limits of an area that has set none. They are choices of this product. */
  public static final RuleLimits DEFAULT = new RuleLimits(200, 300, 400, 2, 5, 2);
}
