package dev.zhihe.platforms.occupancy.rule;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The limits of an area as they are imported. Files cannot set their status. */
record NewOccupancyRule(
    String code,
    String area,
    LocalDate effectiveOn,
    RuleLimits limits,
    String reason,
    @Nullable String document) {}
