package dev.zhihe.projects.fund;

/** The amounts of a fund and body in their latest month that is adopted. */
record LatestPosition(FundMonth month, FundAmounts amounts) {
  String fund() {
    return month.fund();
  }

  String body() {
    return month.body();
  }
}
