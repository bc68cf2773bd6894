package dev.zhihe.kit.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
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
    @Nullable Head snapshot,
    @Schema(examples = "target") @Nullable String entityType,
    @Schema(examples = "500106-145-t02") @Nullable String entityId,
    @Schema(examples = "2") @Nullable Long version,
    @JsonRawValue
        @Schema(
            type = SchemaType.OBJECT,
            description = "The entity's state, the very bytes that its GET and the feed answer")
        @Nullable String data,
    @Nullable End end) {

  /** Where the snapshot stands: go on with the changes after this position. */
  @Schema(name = "SnapshotHead")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Head(
      @Schema(examples = "indicators") String service,
      @Schema(description = "Epoch of the feed now", examples = "217000000") int feedEpoch,
      @Schema(description = "Position it is true at; ask /v1/changes after it", examples = "1204")
          long position,
      @Schema(description = "Chain value at the position, hexadecimal") String chain,
      @Schema(
              description = "When the position was sealed, UTC; absent at position 0",
              examples = "2026-11-23T08:00:00.125000Z")
          @Nullable String sealedAt) {}

  /** What the answer carried. */
  @Schema(name = "SnapshotEnd")
  public record End(
      @Schema(description = "Entities in this answer", examples = "500") long entities,
      @Schema(
              description =
                  "Digests of what this answer carried: after a resumption, of the rest alone")
          List<ContentDigest> content) {}

  static SnapshotLine of(Head head) {
    return new SnapshotLine(head, null, null, null, null, null);
  }

  static SnapshotLine of(End end) {
    return new SnapshotLine(null, null, null, null, null, end);
  }
}
