package dev.zhihe.sample.topic;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a topic. */
@Schema(name = "Topic", description = "主题 / What notices are about")
public record TopicView(
    @Schema(examples = "500106-t1") String code,
    @Schema(description = "GB/T 2260 code", examples = "500106") @Nullable String area,
    @Schema(description = "类别 / What it is: event 活动, service 服务") @Nullable TopicKind kind,
    @Schema(description = "编号，唯一 / Number, which no other topic has", examples = "2026-17")
        @Nullable String number,
    @Schema(examples = "开放日") String nameZh,
    @Schema(examples = "Open day") @Nullable String nameEn,
    @Schema(description = "别名 / Other names", examples = "[\"公众开放日\"]") List<String> aliases,
    @Schema(description = "上级主题 / Code of the topic it belongs to", examples = "500106-t0")
        @Nullable String parent,
    @Schema(description = "起始年 / First year", examples = "2021") @Nullable Integer startYear,
    @Schema(description = "截止年 / Last year", examples = "2025") @Nullable Integer endYear,
    @Schema(description = "开放日期 / Day from which it is open", examples = "2021-05-01")
        @Nullable LocalDate opensOn,
    @Schema(description = "费用，元 / Fee in yuan", examples = "20.00") @Nullable BigDecimal feeYuan,
    @Schema(description = "权重 / Weight", examples = "0.5") @Nullable BigDecimal weight,
    @Schema(description = "备注 / Note", examples = "每年一次") @Nullable String note) {

  /** A page of topics. */
  @Schema(name = "TopicPage")
  public record Page(
      List<TopicView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
