package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import org.jspecify.annotations.Nullable;

/** A cell that could not be read; a whole row if no column is named. */
public record BrokenCell(
    @Nullable String column, @Nullable String value, String code, Text detail) {}
