package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stored report as submitted content is compared with it. */
record StoredReport(OccupancyReportView view, Audience audience) {

  /** Whether submitted content, valid or not, equals its own. */
  boolean says(NewOccupancyReport given) {
    var cells = Csv.cells(view);
    return (view.kind() == OccupancyKind.NIL) == given.saysNothing()
        && Objects.equals(view.comment(), given.givenComment())
        && Objects.equals(view.attachment(), given.attachment())
        && Arrays.stream(OccupancyFigure.values())
            .allMatch(figure -> isSame(figure(cells, figure), given.figure(figure)));
  }

  private static @Nullable BigDecimal figure(Map<String, String> cells, OccupancyFigure figure) {
    var cell = cells.getOrDefault(figure.property(), "");
    return cell.isEmpty() ? null : new BigDecimal(cell);
  }

  private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }

  /** As of the report itself. */
  boolean isHiddenFrom(@Nullable String organisation) {
    return !audience.equals(Audience.PUBLIC)
        && (organisation == null || !audience.equals(Audience.organisation(organisation)));
  }

  /** Whether it is accepted, and therefore final. */
  boolean isAccepted() {
    return view.status() == ReviewStatus.ACCEPTED;
  }
}
