package dev.zhihe.platforms.rollup;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The parameters of a roll-up as they are given. */
public record RollupParameters(
    @QueryParam("by") @Nullable String by,
    @QueryParam("area") @Nullable String area,
    @QueryParam("type") @Nullable String type,
    @QueryParam("operator") @Nullable String operator,
    @QueryParam("platform") @Nullable String platform,
    @QueryParam("kind") @Nullable String kind,
    @QueryParam("period") @Nullable String period,
    @QueryParam("from") @Nullable String from,
    @QueryParam("to") @Nullable String to) {}
