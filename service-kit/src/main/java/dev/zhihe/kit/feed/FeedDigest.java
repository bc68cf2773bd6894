package dev.zhihe.kit.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What proves a copy right at one position. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    description =
        "某一位置的内容摘要：副本以此自证 / Digests of the content at a position: a copy that has the same is right")
public record FeedDigest(
    @Schema(examples = "indicators") String service,
    @Schema(description = "Epoch of the feed now", examples = "217000000") int feedEpoch,
    @Schema(
            description = "Position that this holds at: a transaction ends there",
            examples = "1204")
        long position,
    @Schema(description = "Chain value at the position, hexadecimal") String chain,
    @Schema(
            description = "When the position was sealed, UTC; absent at position 0",
            examples = "2026-11-23T08:00:00.125000Z")
        @Nullable String sealedAt,
    @Schema(description = "In order of type; types without an entity are left out")
        List<ContentDigest> content) {}
