package dev.zhihe.kit.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where the snapshot stands: go on with the changes after this position. */
@Schema(name = "SnapshotHead")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotHead(
    @Schema(examples = "indicators") String service,
    @Schema(description = "Epoch of the feed now", examples = "217000000") int feedEpoch,
    @Schema(description = "Position it is true at; ask /v1/changes after it", examples = "1204")
        long position,
    @Schema(description = "Chain value at the position, hexadecimal") String chain,
    @Schema(
            description = "When the position was sealed, UTC; absent at position 0",
            examples = "2026-11-23T08:00:00.125000Z")
        @Nullable String sealedAt) {}
