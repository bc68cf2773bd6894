package dev.zhihe.projects.supervision.note;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A reply to a note.
 *
 * @param organisation credit code of the unit that replied; null for the bureau
 */
@Schema(name = "SupervisionReply", description = "督查回复 / A reply to a note")
public record SupervisionReply(
    @Schema(description = "回复 / The reply", examples = "已协调征地，7 月复工") String text,
    @Schema(
            description =
                "回复单位的统一社会信用代码；主管部门回复的没有 / Unified social credit code of the unit that replied; absent for the bureau",
            examples = "91330100799655058B")
        @Nullable String organisation,
    @Schema(description = "回复日期 / Day of the reply", examples = "2023-07-05") LocalDate on) {

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    return (on + (organisation == null ? "" : " " + organisation) + ": " + text).replace(';', '；');
  }
}
