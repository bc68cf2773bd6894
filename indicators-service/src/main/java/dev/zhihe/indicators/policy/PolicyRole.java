package dev.zhihe.indicators.policy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a plan has to do with a policy that it names. Only what it promises can be late. */
@Schema(
    name = "PolicyRole",
    description =
        "与规划的关系 / What the plan has to do with it: promised 承诺出台 (the plan says that it will be issued), cited 引用 (a law, a superior plan, a document of an earlier time that the plan goes by)")
public enum PolicyRole {
  /** 承诺出台: the plan promises to issue it. */
  @JsonProperty("promised")
  @JsonAlias("承诺出台")
  PROMISED,
  /** 引用: the plan only names it. */
  @JsonProperty("cited")
  @JsonAlias("引用")
  CITED;

  /**
   * The role of a policy of which none is given: cited if it is issued or its status is not stated,
   * and neither the table of promised policies nor a day says more. Migration V22 has the same
   * rule.
   */
  static PolicyRole impliedBy(PolicyView policy) {
    var settled =
        policy.status() == PolicyStatus.ISSUED || policy.status() == PolicyStatus.NOT_STATED;
    return settled
            && policy.tableNumber() == null
            && policy.dueOn() == null
            && policy.issuedOn() == null
        ? CITED
        : PROMISED;
  }
}
