package dev.zhihe.indicators.report;

import java.time.LocalDate;

/** What a report's files show in addition to its content. */
record Cover(String code, String titleZh, String titleEn, LocalDate frozenOn, String contentHash) {}
