package dev.zhihe.kit.feed;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a consumer compares its table with. */
@Schema(
    description =
        "一类实体的内容摘要 / Digest of all entities of one type, as far as the caller may read them")
public record ContentDigest(
    @Schema(examples = "target") String entityType,
    @Schema(description = "实体个数 / How many there are", examples = "189") long count,
    @Schema(
            description =
                "SHA-256, hexadecimal, over one line per entity in order of the bytes of its id: `{entityId} {version} {SHA-256 of the data as sent, hexadecimal}` and a line feed")
        String digest) {}
