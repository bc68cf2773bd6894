package dev.zhihe.platforms.occupancy.draft;

import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.json.Views;
import dev.zhihe.platforms.occupancy.report.DraftedReport;
import dev.zhihe.platforms.occupancy.report.DraftedReports;
import dev.zhihe.platforms.occupancy.report.NewOccupancyReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A saved draft, or what a new one begins with.
 *
 * @param savedAt null if it is not saved
 */
record KnownDraft(NewOccupancyReport report, long basedOn, @Nullable Instant savedAt) {

  static KnownDraft of(
      @Nullable OccupancyDraft saved, DraftedReport drafted, DraftedReports reports) {
    return saved == null
        ? new KnownDraft(reports.prefilled(drafted), drafted.version(), null)
        : of(saved);
  }

  static KnownDraft of(OccupancyDraft saved) {
    return new KnownDraft(saved.report(), saved.basedOn(), saved.savedAt());
  }

  /**
   * The value of its ETag. It is that of the content, so that a draft which is discarded and begun
   * anew never has the tag of another content.
   */
  String tag() {
    var content = (savedAt == null ? "new " : "") + basedOn + " " + Views.write(report);
    var hash = ChangeHash.sha256().digest(content.getBytes(StandardCharsets.UTF_8));
    return "d" + HexFormat.of().formatHex(hash, 0, 16);
  }
}
