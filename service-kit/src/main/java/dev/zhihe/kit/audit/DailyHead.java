package dev.zhihe.kit.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the log stood when a day ended. Noted elsewhere, it proves years later that nothing up to
 * it was altered.
 */
@Schema(
    description =
        "一日之末的链值 / The chain value when a day ended: note it elsewhere, and it proves later that nothing up to it was altered")
public record DailyHead(
    @Schema(description = "The day, in Asia/Shanghai", examples = "2026-11-22") LocalDate day,
    @Schema(
            description = "Event id of the day's last position",
            examples = "indicators/217643587/42")
        String id,
    @Schema(description = "The day's last position", examples = "42") long position,
    @Schema(description = "Chain value at that position, hexadecimal") String chain,
    @Schema(description = "When that position was sealed", examples = "2026-11-22T09:12:44.125000Z")
        String sealedAt) {

  /** A page of daily heads, in order. */
  @Schema(name = "DailyHeadPage", description = "每日链值 / Daily heads, in order of day")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(
      List<DailyHead> items,
      @Schema(description = "Ask with after=next for the days after; absent at the end")
          @Nullable String next) {}

  /** The daily heads after a day. Days without a change have none. */
  static Page page(DataSource source, String service, LocalDate after, int limit)
      throws SQLException {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                """
                select d.*, s.feed_epoch from daily_head d left join sealed_change s using (position)
                where day > ? order by day limit ?
                """)) {
      statement.setObject(1, after);
      statement.setInt(2, limit + 1);
      var heads = new ArrayList<DailyHead>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          heads.add(
              of(rows, service + "/" + rows.getInt("feed_epoch") + "/" + rows.getLong("position")));
        }
      }
      var items = heads.subList(0, Math.min(limit, heads.size()));
      return new Page(
          List.copyOf(items), heads.size() > limit ? items.getLast().day().toString() : null);
    }
  }

  /** The daily heads at positions in a range, by position in order, without their ids. */
  static Map<Long, DailyHead> kept(Connection connection, long from, long to) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select * from daily_head where position between ? and ? order by position")) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      var heads = new LinkedHashMap<Long, DailyHead>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          heads.put(rows.getLong("position"), of(rows, ""));
        }
      }
      return heads;
    }
  }

  private static DailyHead of(ResultSet row, String id) throws SQLException {
    return new DailyHead(
        row.getObject("day", LocalDate.class),
        id,
        row.getLong("position"),
        HexFormat.of().formatHex(row.getBytes("chain")),
        row.getObject("sealed_at", OffsetDateTime.class).toInstant().toString());
  }
}
