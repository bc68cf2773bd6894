package dev.zhihe.kit.reads;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The requested format of an answer with several rows. */
public record FormatQuery(
    @QueryParam("format")
        @Parameter(
            description = "json、csv 或 xlsx，优先于 Accept / json, csv or xlsx; goes before Accept",
            example = "json",
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"json", "csv", "xlsx"}))
        @Nullable String format,
    @QueryParam("excel")
        @Parameter(
            description =
                "true：csv 带 BOM，Excel 会换算的文字写作 =\"0123\"，供 Excel 直接打开 / true: csv with a byte order mark; texts that Excel would convert are written as =\"0123\"",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
        @Nullable String excel) {}
