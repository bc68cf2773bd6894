package dev.zhihe.projects.milestone;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The content of an imported milestone. Files cannot set the due day that was recorded first. */
record NewMilestone(
    String code,
    String plan,
    String project,
    String name,
    LocalDate dueOn,
    @Nullable LocalDate metOn,
    @Nullable String evidence,
    @Nullable String note,
    @Nullable String document,
    @Nullable Integer sourceLine) {}
