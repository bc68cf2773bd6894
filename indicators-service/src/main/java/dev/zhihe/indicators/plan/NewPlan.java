package dev.zhihe.indicators.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as it is imported. */
public record NewPlan(
    String code,
    String area,
    String nameZh,
    @Nullable String nameEn,
    int startYear,
    int endYear,
    @Nullable Integer horizonYear,
    @Nullable String documentNumber,
    @Nullable String issuedBy,
    @Nullable LocalDate revisedOn,
    @Nullable List<String> evaluatedBy,
    @Nullable List<String> reportedTo,
    @Nullable List<String> supervisedBy,
    @Nullable String document,
    @Nullable Integer sourceLine) {}
