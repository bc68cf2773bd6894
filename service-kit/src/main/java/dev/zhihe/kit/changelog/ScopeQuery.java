package dev.zhihe.kit.changelog;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of the log is asked for, of the feed, a snapshot and a digest alike. */
public record ScopeQuery(
    @QueryParam("entityType")
        @Parameter(
            description = "只要这些类型，以逗号分隔 / These types of entities alone, joined by commas",
            schema = @Schema(implementation = String.class))
        @Nullable String entityType,
    @QueryParam("area")
        @Parameter(
            description =
                "只要此区划及不属任何区划的内容；末尾成对的 00 含其下各级 / What belongs to this area or to none, GB/T 2260 code; trailing pairs of zeros mean everything below (500000: all of 50…)",
            example = "500106")
        @Nullable String area) {}
