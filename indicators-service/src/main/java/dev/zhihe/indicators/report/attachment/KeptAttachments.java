package dev.zhihe.indicators.report.attachment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** The bytes of attached answers. They never change. */
@ApplicationScoped
public class KeptAttachments implements PanacheRepositoryBase<KeptAttachment, KeptAttachment.Key> {

  /** Stores the answers of a stored report. */
  public void keep(String report, List<AttachedAnswer> answers) {
    answers.forEach(
        answer -> persist(new KeptAttachment(report, answer.attachment().number(), answer.body())));
  }

  /** The bytes of an answer that a report lists. */
  public byte[] of(String report, int number) {
    return Objects.requireNonNull(findById(new KeptAttachment.Key(report, number))).body();
  }
}
