package dev.zhihe.kit.search;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entity that was found, with its best matching name. */
@Schema(
    name = "SearchHit",
    description = "检索结果中的一项 / Something that was found, by the best of its names")
public record SearchHit(
    @Schema(description = "类型 / Type of entity", examples = "platform") String type,
    @Schema(description = "代码 / Its code", examples = "500106-pf-035") String code,
    @Schema(description = "名称 / Its name", examples = "学府悦园·众创园") String name,
    @Schema(
            description = "命中的名称、别名或代码 / The name, alias or code that matched",
            examples = "学府悦园·众创园")
        String matched,
    @Schema(
            description =
                "exact 全同，prefix 开头，substring 包含，initials 拼音首字母 / the whole name, its beginning, a part of it, or pinyin initials of a part")
        MatchKind match,
    @Schema(description = "排序值，小者在前 / Place in the order, lower first", examples = "7") int rank,
    @Schema(description = "行政区划代码 / GB/T 2260 code, where it has one", examples = "500106")
        @Nullable String area,
    @Schema(description = "地址 / Where it is read", examples = "/v1/platforms/500106-pf-035")
        String href,
    @Schema(description = "所属服务 / The service that has it", examples = "platforms")
        String service) {}
