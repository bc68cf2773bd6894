package dev.zhihe.kit.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.zhihe.kit.changelog.Action;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One act of the trail: who did what to which entity, with its state before and after. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    description =
        "审计轨迹中的一项：谁在何时因何对何物做了什么，及前后状态 / Who did what to which entity, when, why, and its state before and after")
public record AuditEntry(
    @Schema(description = "Position in the change feed", examples = "42") long position,
    @Schema(description = "Event id", examples = "indicators/217643587/42") String id,
    @Schema(description = "When it was written", examples = "2026-11-23T08:00:00.123456Z")
        String time,
    @Schema(
            description = "When it was given its position; from and to go by it",
            examples = "2026-11-23T08:00:00.125000Z")
        String sealedAt,
    @Schema(description = "The token's user or client", examples = "editor-demo") String actor,
    @Schema(description = "The request, as X-Request-Id answered it") String requestId,
    @Schema(description = "Why, where the act asks for a reason") @Nullable String reason,
    Action action,
    @Schema(examples = "target") String entityType,
    @Schema(examples = "500106-145-t02") String entityId,
    @Schema(description = "The entity's version after the change", examples = "2") long version,
    @Schema(
            description =
                "Who may read the state: PUBLIC, CONDITIONAL, BUREAU, or ORG: and the organisation's unified social credit code",
            examples = "PUBLIC")
        String audience,
    @JsonRawValue
        @Schema(type = SchemaType.OBJECT, description = "The state before; absent at a creation")
        @Nullable String before,
    @JsonRawValue
        @Schema(type = SchemaType.OBJECT, description = "The state after; absent after a deletion")
        @Nullable String after) {

  /** A page of the trail. */
  @Schema(
      name = "AuditPage",
      description = "审计轨迹的一段 / A stretch of the trail, in order of position")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(
      List<AuditEntry> items,
      @Schema(
              description =
                  "Ask with after=next for more; absent when everything so far was looked at. A page may be short, even empty, and have it: an answer looks at 20,000 positions at most",
              examples = "42")
          @Nullable Long next) {}
}
