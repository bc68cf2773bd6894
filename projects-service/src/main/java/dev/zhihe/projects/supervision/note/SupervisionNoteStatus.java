package dev.zhihe.projects.supervision.note;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a note is. */
@Schema(
    name = "SupervisionNoteStatus",
    description = "办理状态 / How far it is: open 待回复, replied 已回复, closed 已办结 (final)")
public enum SupervisionNoteStatus {
  /** 待回复: nobody has replied. */
  @JsonProperty("open")
  @JsonAlias("待回复")
  OPEN,
  /** 已回复: it has a reply. Others may follow. */
  @JsonProperty("replied")
  @JsonAlias("已回复")
  REPLIED,
  /** 已办结: it takes no more replies. What follows is another note. */
  @JsonProperty("closed")
  @JsonAlias("已办结")
  CLOSED
}
