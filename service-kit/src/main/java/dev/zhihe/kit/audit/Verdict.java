package dev.zhihe.kit.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The result of verifying a range of the log. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "核验结果 / What a verification came to")
public record Verdict(
    @Schema(examples = "indicators") String service,
    @Schema(description = "First position looked at", examples = "1") long from,
    @Schema(description = "Last position looked at", examples = "20000") long to,
    @Schema(description = "Whether nothing looked at was altered") boolean sound,
    @Schema(
            description =
                "Whether everything asked for was looked at; if not, ask again with from=next")
        boolean complete,
    @Schema(
            description = "Where to go on from; absent when complete or not sound",
            examples = "20001")
        @Nullable Long next,
    @Schema(description = "The last position sealed when this answer was made", examples = "31204")
        long head,
    @Schema(
            description =
                "Chain value at the last position looked at, hexadecimal, as computed anew: compare it with one noted elsewhere")
        String chain,
    @Schema(description = "The first alteration; absent if sound") @Nullable VerdictFault fault) {

  public static VerdictFault fault(
      @Nullable Long position, String what, @Nullable String expected, @Nullable String found) {
    return new VerdictFault(position, what, expected, found);
  }

  /** The alteration at the earlier position. One without a position comes last. */
  static @Nullable VerdictFault earlier(@Nullable VerdictFault one, @Nullable VerdictFault other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return place(other) < place(one) ? other : one;
  }

  private static long place(VerdictFault fault) {
    return fault.position() == null ? Long.MAX_VALUE : fault.position();
  }
}
