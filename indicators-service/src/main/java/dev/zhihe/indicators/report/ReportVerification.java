package dev.zhihe.indicators.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether a report agrees with the log. */
@Schema(name = "ReportVerification", description = "报告核对结果 / Whether a report is what the log says")
public record ReportVerification(
    @Schema(examples = "500106-145-mid-term-1") String report,
    @Schema(description = "全部相符 / Whether everything agrees", examples = "true") boolean verified,
    @Schema(
            description = "重算所用的数据截止点 / The cut it was computed at",
            examples = "indicators/217641600/1204")
        String asOf,
    @Schema(description = "冻结时的内容哈希，取自日志 / Hash of the content when it was frozen, by the log")
        String contentHash,
    @Schema(
            description =
                "重算的内容哈希；无法重算时没有 / Hash of the content computed anew; absent if it cannot be")
        @Nullable String recomputedHash,
    @Schema(description = "不符之处，每处核对只列第一项 / What differs: the first of each thing compared")
        List<Difference> differences,
    @Schema(
            description =
                "所附各答复向其服务再次查询的结果；没有附件的报告没有 / What each attached answer's service answers now; absent for a report without any")
        @Nullable List<AttachmentCheck> attached) {

  /** What was compared. */
  @Schema(
      name = "ReportCheck",
      description =
          "record 报告记录与日志 (the row with the log), method 方法或布局版本 (a version of a method or of the layout that is no longer computed), content 重算的内容 (computed anew), file 所存文件 (a kept file), attachment 所存附件 (the kept bytes of an attached answer), answer 其他服务的答复 (what another service answers now; not verified if it does not answer)")
  public enum Check {
    /** The report's row, compared with the log. */
    @JsonProperty("record")
    RECORD,
    /** The named method versions, compared with those of this release. */
    @JsonProperty("method")
    METHOD,
    /** The content, computed again and compared with the hash. */
    @JsonProperty("content")
    CONTENT,
    /** A stored file, compared with its hash. */
    @JsonProperty("file")
    FILE,
    /** The stored bytes of an attached answer, compared with their hash. */
    @JsonProperty("attachment")
    ATTACHMENT,
    /** An attached answer, compared with what its service answers now. */
    @JsonProperty("answer")
    ANSWER
  }

  /** The first difference of two things that should be equal. */
  @Schema(name = "ReportDifference")
  public record Difference(
      Check check,
      ReportFile.@Nullable Format format,
      @Schema(description = "文档的哪一部分 / Which part of the document", examples = "targets")
          @Nullable String part,
      @Schema(
              description =
                  "哪个目标、政策或组；附件则为其名称 / Which target, policy or group; of an attached answer its title",
              examples = "500106-145-t02")
          @Nullable String item,
      @Schema(description = "哪一项 / Which property", examples = "observedValue")
          @Nullable String field,
      @Schema(description = "应为 / What should be there", examples = "3.8")
          @Nullable String expected,
      @Schema(description = "所存 / What is there", examples = "3.9") @Nullable String found,
      @Schema(examples = "所存文件 json 的 targets 500106-145-t02 observedValue 应为 3.8，实为 3.9")
          String detailZh,
      @Schema(
              examples =
                  "the kept file json, targets 500106-145-t02 observedValue: 3.8 expected, 3.9 found")
          String detailEn) {}
}
