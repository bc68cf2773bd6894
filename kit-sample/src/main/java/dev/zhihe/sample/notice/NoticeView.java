package dev.zhihe.sample.notice;

import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The view of a notice, published or on its way. */
@Schema(name = "Notice", description = "公告 / A notice")
public record NoticeView(
    @Schema(examples = "500106-n1") @Heading("代码") String code,
    @Schema(description = "主题 / Code of the topic", examples = "500106-t1") @Heading("主题")
        String topic,
    @Schema(examples = "开放日将于五月举行") @Heading("标题") String titleZh,
    @Schema(examples = "Open day in May") @Heading("英文标题") @Nullable String titleEn,
    @Schema(description = "正文 / Text", examples = "欢迎参加") @Heading("正文") @Nullable String content,
    @Schema(description = "日期 / Day that it is about", examples = "2021-05-01") @Heading("日期")
        LocalDate day,
    @Schema(description = "名额 / Places", examples = "40") @Heading("名额") @Nullable Integer places,
    @Schema(description = "费用，元 / Fee in yuan", examples = "20.00") @Heading("费用")
        @Nullable BigDecimal feeYuan,
    @Schema(description = "关键词 / Words", examples = "[\"开放日\"]") @Heading("关键词") List<String> words,
    @Heading("状态") NoticeStatus status,
    @Schema(description = "退回理由 / Why it was returned", examples = "请核对日期") @Heading("退回理由")
        @Nullable String returnReason,
    @Schema(description = "各字段的意见 / What a reviewer says of single fields") @Heading("各字段意见")
        List<NoticeFieldReason> fieldReasons) {

  /** A page of notices. */
  @Schema(name = "NoticePage")
  public record Page(
      List<NoticeView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
