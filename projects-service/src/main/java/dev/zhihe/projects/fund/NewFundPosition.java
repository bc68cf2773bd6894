package dev.zhihe.projects.fund;

import org.jspecify.annotations.Nullable;

/** The content of an imported position. Files cannot set its status. */
record NewFundPosition(
    String code,
    String plan,
    String fund,
    String body,
    String month,
    FundAmounts amounts,
    @Nullable String comment,
    @Nullable String document,
    @Nullable String note) {

  FundMonth fundMonth() {
    return new FundMonth(fund, body, month);
  }
}
