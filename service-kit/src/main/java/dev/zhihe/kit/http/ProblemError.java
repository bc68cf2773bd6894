package dev.zhihe.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One error. */
@Schema(name = "ProblemError")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemError(
    String detail,
    @Schema(description = "Stable slug of the rule", examples = "required") String code,
    @Schema(description = "JSON Pointer to the field or parameter") @Nullable String pointer,
    @Schema(description = "Row of the file; the header is row 1") @Nullable Long row,
    @Schema(description = "Column of the file") @Nullable String column,
    @Schema(description = "The value given") @Nullable String value) {}
