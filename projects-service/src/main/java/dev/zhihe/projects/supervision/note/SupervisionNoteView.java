package dev.zhihe.projects.supervision.note;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.supervision.finding.SupervisionFinding;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a note. */
@Schema(
    name = "SupervisionNote",
    description = "督查记录 / What the bureau says of findings on a project, and what the unit replies")
public record SupervisionNoteView(
    @Schema(
            description =
                "代码，由系统给出：项目代码、-s 和序号 / Code, given by the system: the project's, -s, a number",
            examples = "500106-145-p06-s1")
        @Heading("代码")
        String code,
    @Schema(description = "Code of the plan", examples = "500106-145") @Heading("规划") String plan,
    @Schema(description = "Code of the project", examples = "500106-145-p06") @Heading("项目")
        String project,
    @Schema(description = "督查事由 / The findings", examples = "[\"late\"]") @Heading("督查事由")
        List<SupervisionFinding> findings,
    @Schema(description = "督查意见 / What is asked", examples = "请说明滞后原因和赶工措施") @Heading("督查意见")
        String text,
    @Schema(description = "回复期限 / Day by which it is due", examples = "2023-07-15") @Heading("回复期限")
        LocalDate dueOn,
    @Schema(description = "记录日期 / Day of the note, and of its facts", examples = "2023-07-01")
        @Heading("记录日期")
        LocalDate notedOn,
    @Schema(
            description =
                "依据：当日督查清单上的各行 / The facts: the lines of the supervision list as they were; in CSV finding and sentence joined by ;")
        @Heading("依据")
        List<SupervisionLine> facts,
    @Heading("办理状态") SupervisionNoteStatus status,
    @Schema(description = "各次回复，依次 / The replies, in order; in CSV joined by ;") @Heading("回复")
        List<SupervisionReply> replies,
    @Schema(description = "办结意见 / Why it is closed", examples = "已复工，予以办结") @Heading("办结意见")
        @Nullable String closureText,
    @Schema(description = "办结日期 / Day of its closure", examples = "2023-07-10") @Heading("办结日期")
        @Nullable LocalDate closedOn) {

  /** A page of notes. */
  @Schema(name = "SupervisionNotePage")
  public record Page(
      List<SupervisionNoteView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
