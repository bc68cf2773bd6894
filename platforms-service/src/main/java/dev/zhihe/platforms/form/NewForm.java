package dev.zhihe.platforms.form;

import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of an imported form. Files cannot set its status. */
record NewForm(
    String code,
    String area,
    PeriodKind kind,
    int edition,
    LocalDate effectiveOn,
    String nameZh,
    String nameEn,
    List<PlatformType> types,
    List<FormField> fields,
    String reason,
    @Nullable String document) {}
