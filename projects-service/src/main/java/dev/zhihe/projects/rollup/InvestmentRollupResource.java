package dev.zhihe.projects.rollup;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.projects.rule.ProgressRuleInForce;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Roll-ups of investment plans and of the ledger. */
@Path("/v1/investment-rollups")
public class InvestmentRollupResource {
  private final RollupSums sums;
  private final DatedAnswers answers;

  InvestmentRollupResource(RollupSums sums, DatedAnswers answers) {
    this.sums = sums;
    this.answers = answers;
  }

  /** The sums of a plan's adopted investment plans and of its ledger. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(InvestmentRollup.class)
  public Response getInvestmentRollup(
      @QueryParam("by") @Nullable String by,
      @QueryParam("plan") @Nullable String plan,
      @BeanParam FormatQuery form) {
    var question = RollupQuestion.of(plan, by);
    return answers.of(
        form,
        (states, day) ->
            InvestmentRollup.of(
                question,
                sums.of(question, states),
                LightRule.by(ProgressRuleInForce.of(question.plan(), states, day)),
                day),
        InvestmentRollup.Line.class);
  }
}
