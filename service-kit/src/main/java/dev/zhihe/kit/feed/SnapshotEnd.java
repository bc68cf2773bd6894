package dev.zhihe.kit.feed;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the answer carried. */
@Schema(name = "SnapshotEnd")
public record SnapshotEnd(
    @Schema(description = "Entities in this answer", examples = "500") long entities,
    @Schema(
            description =
                "Digests of what this answer carried: after a resumption, of the rest alone")
        List<ContentDigest> content) {}
