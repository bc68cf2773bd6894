package dev.zhihe.sample.notice;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which of the submitted notices are meant: those that pass every filter given. */
@Schema(
    name = "NoticeSelection",
    description =
        "选取待审公告：各条件同时满足，至少一项 / Which submitted notices are meant: all conditions hold, one at least")
public record NoticeSelection(
    @Schema(description = "主题 / Code of the topic", examples = "500106-t1") @Nullable String topic,
    @Size(min = 1, max = 1_000, message = "1 至 1000 个 / 1 to 1,000")
        @Schema(description = "代码，至多 1000 个 / Codes, at most 1,000")
        @Nullable List<String> codes) {

  /** Without a condition it would be everything there is, by mistake perhaps. */
  @AssertTrue(message = "至少给出 topic、codes 之一 / one of topic, codes at least")
  @Schema(hidden = true)
  public boolean isNarrow() {
    return topic != null || codes != null;
  }
}
