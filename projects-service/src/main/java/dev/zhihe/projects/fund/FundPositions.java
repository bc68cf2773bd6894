package dev.zhihe.projects.fund;

import dev.zhihe.kit.review.AdoptableRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fund positions. */
@ApplicationScoped
class FundPositions implements AdoptableRepository<FundPosition> {

  /**
   * The drafts of a plan, locked in the order of their codes. 404 if the plan has no positions; 409
   * if all are adopted.
   */
  List<FundPosition> lockedDraftsOf(String plan) {
    return lockedDrafts(
        "plan = ?1", "规划 %s 的基金运行情况均已批准", "Every fund position of %s is adopted already", plan);
  }

  /** The adopted positions that the drafts of a plan correct, locked, by their months. */
  Map<FundMonth, FundPosition> lockedCorrectedBy(String plan) {
    return find(
            "from FundPosition p where p.plan = ?1 and p.adoption.status = ADOPTED and p.correctedBy is null and exists ("
                + "select 1 from FundPosition d where d.plan = ?1 and d.adoption.status = DRAFT and d.fund = p.fund"
                + " and d.institution = p.institution and d.month = p.month) order by p.code",
            plan)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .stream()
        .collect(Collectors.toMap(FundPosition::fundMonth, Function.identity()));
  }

  /** The positions with these codes that exist, by code. */
  Map<String, FundPosition> byCode(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : stream("code in ?1", codes)
            .collect(Collectors.toMap(FundPosition::code, Function.identity()));
  }

  /** The positions of these funds that none corrects, drafts among them. */
  List<FundPosition> latestOf(Collection<String> funds) {
    return funds.isEmpty()
        ? List.of()
        : list("fund in ?1 and correctedBy is null order by code", funds);
  }
}
