package dev.zhihe.kit.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.zhihe.kit.changelog.Action;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One position of the feed. What the caller may not read carries its position and hash alone. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "position",
  "id",
  "type",
  "entityType",
  "entityId",
  "version",
  "action",
  "time"
})
@Schema(
    description =
        "变更流中的一个位置 / One position of the feed. A withheld one carries position, hash, sealedAt and endOfTransaction alone; one that took the entity out of the caller's sight says withdrawn and which entity: a copy of it must be dropped")
public record FeedItem(
    @Schema(description = "Dense position, from 1 on; a gap never happens", examples = "42")
        long position,
    @Schema(description = "Event id: service, feed epoch, position", examples = "indicators/1/42")
        @Nullable String id,
    @Schema(examples = "zhihe.target.updated") @Nullable String type,
    @Schema(examples = "target") @Nullable String entityType,
    @Schema(examples = "500106-145-t02") @Nullable String entityId,
    @Schema(description = "The entity's version after the change", examples = "2")
        @Nullable Long version,
    @Nullable Action action,
    @Schema(
            description = "When it was written, UTC with microseconds",
            examples = "2026-11-23T08:00:00.123456Z")
        @Nullable String time,
    @Schema(description = "SHA-256 of the row, hexadecimal; the chain is built of these")
        String hash,
    @Schema(description = "Random bytes that went into the hash, hexadecimal")
        @Nullable String salt,
    @Schema(
            description =
                "SHA-256 of actor, request, reason, audience and extent under a salt of their own, hexadecimal; it went into the hash")
        @Nullable String auditHash,
    @Schema(
            description =
                "When it was given its position, UTC with microseconds: what an asOf instant goes by",
            examples = "2026-11-23T08:00:00.125000Z")
        String sealedAt,
    @Schema(
            description =
                "true where a transaction ends: asOf and snapshots stand on such positions alone")
        boolean endOfTransaction,
    @Schema(description = "true where the caller may not read this change")
        @Nullable Boolean withheld,
    @JsonRawValue
        @Schema(
            type = SchemaType.OBJECT,
            description =
                "The entity's state after the change, as its GET answers it; absent after a deletion")
        @Nullable String data) {}
