package dev.zhihe.indicators.report;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;

/** The files of the reports, each for ever as it was made. */
@ApplicationScoped
class KeptFiles implements PanacheRepositoryBase<KeptFile, KeptFile.Key> {

  /** Keeps the files of a report that is stored. */
  void keep(String report, Map<ReportFile.Format, byte[]> files) {
    files.forEach((format, body) -> persist(new KeptFile(report, format, body)));
  }

  /** A file that a report names. */
  byte[] of(String report, ReportFile.Format format) {
    return Objects.requireNonNull(findById(new KeptFile.Key(report, format))).body();
  }
}
