package dev.zhihe.kit.feed;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A stretch of the feed, in order. */
@Schema(description = "变更流的一段，按位置排列 / A stretch of the feed, in order of position")
public record FeedPage(
    List<FeedItem> items,
    @Schema(
            description =
                "Ask with after=next for what follows. Equals your own after while nothing does; with filters it moves past what does not match, even if items is empty",
            examples = "42")
        long next,
    @Schema(
            description =
                "The last position sealed when this was answered: a page from a cache tells an old one",
            examples = "42")
        long head,
    @Schema(
            description =
                "Another after a restore, which may have rewound positions: compare the chain at your own position. Send it as feedEpoch, and you are told",
            examples = "217000000")
        int feedEpoch,
    @Schema(
            description =
                "Chain value at the last item's position, hexadecimal: SHA-256(previous chain, position as 8 bytes, hash, sealedAt as microseconds since 1970 in 8 bytes, endOfTransaction as one byte 1 or 0); the first previous chain is SHA-256 of nothing")
        String chain) {}
