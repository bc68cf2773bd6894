package dev.zhihe.indicators.report;

import java.time.LocalDate;

/** What stands on a report's files beside its content. */
record Cover(String code, String titleZh, String titleEn, LocalDate frozenOn, String contentHash) {}
