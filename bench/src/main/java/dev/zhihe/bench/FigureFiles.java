package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Web;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Files of figures of the plan's headline indicators, ten years of months each, of areas that had
 * none before.
 */
final class FigureFiles {
  /** Areas from here on are for these files. */
  static final int FIRST_AREA = 700_000;

  private static final int MONTHS = 120;
  private static final int FIRST_YEAR = 2014;

  private final Servers servers;
  private final Bureau bureau;
  private final int figures;
  private final List<String> indicators;
  private int nextArea;

  /**
   * @param figures how many a file has
   */
  FigureFiles(Servers servers, int figures) throws SQLException {
    this.servers = servers;
    this.figures = figures;
    bureau = new Bureau(servers);
    indicators =
        StreamSupport.stream(
                bureau.get("/v1/indicators?kind=headline&limit=1000").path("items").spliterator(),
                false)
            .map(each -> each.path("code").asText())
            .toList();
    try (var connection = servers.superuser(Service.INDICATORS)) {
      nextArea =
          (int)
              Observations.number(
                  connection,
                  "select coalesce(max(area)::integer + 1, %1$d) from observation_submission where area between '%1$d' and '899999'"
                      .formatted(FIRST_AREA));
    }
  }

  /** The first area of the next file; its number is in the codes of all figures in the file. */
  int nextArea() {
    return nextArea;
  }

  /** Sends a file, approves it, and waits until all that follows is sealed. */
  Load publish() throws SQLException {
    var firstArea = nextArea;
    var file = file(firstArea);
    nextArea += areas();
    try (var connection = servers.superuser(Service.INDICATORS)) {
      var from = System.nanoTime();
      bureau.imports("observations", file);
      for (var area = firstArea; area < nextArea; area++) {
        bureau.decides(
            "/v1/observation-submissions/approvals", "{\"area\":\"%d\"}".formatted(area));
      }
      while (Observations.number(connection, "select count(*) from change_queue") > 0) {
        Web.pause(Duration.ofMillis(5));
      }
      var seconds = (System.nanoTime() - from) / 1e9;
      Observations.awaitSealed(connection); // so that what is sent to Kafka disturbs nobody else
      return new Load(figures, 0, seconds, Double.NaN, Double.NaN);
    }
  }

  private int areas() {
    return (figures - 1) / MONTHS / indicators.size() + 1;
  }

  private String file(int firstArea) {
    var text = new StringBuilder("code,indicator,area,period,value,status\n");
    for (var figure = 0; figure < figures; figure++) {
      var month = figure % MONTHS;
      var series = figure / MONTHS;
      text.append(
          "bench-%d-%d,%s,%d,%d-%02d,%d.%02d,actual%n"
              .formatted(
                  firstArea,
                  figure,
                  indicators.get(series % indicators.size()),
                  firstArea + series / indicators.size(),
                  FIRST_YEAR + month / 12,
                  1 + month % 12,
                  30 + month / 2, // a share in percent that grows: nothing to be explained
                  month % 2 * 50 + series % 50));
    }
    return text.toString();
  }
}
