package dev.zhihe.projects.fund;

/** The month of a fund and the body that set it up or brought it in. */
record FundMonth(String fund, String body, String month) {}
