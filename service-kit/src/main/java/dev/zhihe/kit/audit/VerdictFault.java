package dev.zhihe.kit.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The first alteration found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "VerdictFault", description = "首处改动 / The first alteration")
public record VerdictFault(
    @Schema(
            description = "The altered position; absent for what belongs to no position",
            examples = "1204")
        @Nullable Long position,
    @Schema(description = "Table and column, as far as it can be told", examples = "history.body")
        String what,
    @Schema(description = "What should stand there; of bodies the SHA-256")
        @Nullable String expected,
    @Schema(description = "What stands there; of bodies the SHA-256") @Nullable String found) {}
