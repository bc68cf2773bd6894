package dev.zhihe.kit.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One line of a snapshot. The first line names the position; the last line confirms that the
 * snapshot is complete.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    description =
        "快照的一行：首行为 snapshot，其后每行一个实体，末行为 end；没有末行即不完整"
            + " / One line of a snapshot: first snapshot, then one line per entity, last end; without the last line it is not whole")
public record SnapshotLine(
    @Nullable SnapshotHead snapshot,
    @Schema(examples = "target") @Nullable String entityType,
    @Schema(examples = "500106-145-t02") @Nullable String entityId,
    @Schema(examples = "2") @Nullable Long version,
    @JsonRawValue
        @Schema(
            type = SchemaType.OBJECT,
            description = "The entity's state, the very bytes that its GET and the feed answer")
        @Nullable String data,
    @Nullable SnapshotEnd end) {

  static SnapshotLine of(SnapshotHead head) {
    return new SnapshotLine(head, null, null, null, null, null);
  }

  static SnapshotLine of(SnapshotEnd end) {
    return new SnapshotLine(null, null, null, null, null, end);
  }
}
