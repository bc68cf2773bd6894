package dev.zhihe.indicators.report;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;

/** The stored files of reports. They never change. */
@ApplicationScoped
class KeptFiles implements PanacheRepositoryBase<KeptFile, KeptFile.Key> {

  /** Stores the files of a stored report. */
  void keep(String report, Map<ReportFile.Format, byte[]> files) {
    files.forEach((format, body) -> persist(new KeptFile(report, format, body)));
  }

  /** A file that is listed in a report. */
  byte[] of(String report, ReportFile.Format format) {
    return Objects.requireNonNull(findById(new KeptFile.Key(report, format))).body();
  }
}
