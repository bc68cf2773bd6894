package dev.zhihe.kit.search;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The hits of one service. */
@Schema(name = "SearchAnswer", description = "检索结果，最相符者在前 / What was found, the best first")
public record SearchAnswer(List<SearchHit> items) {}
