package dev.zhihe.platforms.occupancy.attachment;

import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.security.Caller;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The uploaded files of organisations. */
@ApplicationScoped
public class OccupancyAttachments
    implements PanacheRepositoryBase<OccupancyAttachment, OccupancyAttachment.Key> {
  private final Caller caller;
  private final InstantSource time;

  OccupancyAttachments(Caller caller, InstantSource time) {
    this.caller = caller;
    this.time = time;
  }

  /**
   * Those of the files that an organisation uploaded. None of its files is removed until the
   * transaction ends.
   */
  public Set<String> of(@Nullable String organisation, Collection<String> hashes) {
    if (organisation == null || hashes.isEmpty()) {
      return Set.of();
    }
    lock("_shared", organisation);
    return Set.copyOf(
        getSession()
            .createNativeQuery(
                "select sha256 from occupancy_attachment where organisation = ?1 and sha256 = any(?2)",
                String.class)
            .setParameter(1, organisation)
            .setParameter(2, hashes.toArray(String[]::new))
            .getResultList());
  }

  /** Nobody else changes the files of an organisation, or names one, until the transaction ends. */
  void lock(String organisation) {
    lock("", organisation);
  }

  private void lock(String kind, String organisation) {
    getSession()
        .createNativeQuery(
            "select pg_advisory_xact_lock%s(hashtext('occupancy attachments'), hashtext(?1))"
                .formatted(kind),
            Object.class)
        .setParameter(1, organisation)
        .getSingleResult();
  }

  /** A file with this hash, whoever uploaded it: the bytes are the same. */
  Optional<OccupancyAttachment> ofAnybody(String sha256) {
    return find("key.sha256 = ?1 order by key.organisation", sha256).firstResultOptional();
  }

  /** How many bytes an organisation has stored. */
  long bytesOf(String organisation) {
    return getSession()
        .createNativeQuery(
            "select coalesce(sum(octet_length(content)), 0) from occupancy_attachment where organisation = ?1",
            Long.class)
        .setParameter(1, organisation)
        .getSingleResult();
  }

  /**
   * Those of an organisation's files that are needed no more, at most three, the oldest first. A
   * report needs the file that it names. If another organisation amended it and kept the file, it
   * is the first one's that is needed.
   *
   * @param sha256 if given, this file alone
   */
  List<String> unneeded(String organisation, @Nullable String sha256) {
    return getSession()
        .createNativeQuery(
            """
            select file.sha256 from occupancy_attachment file
            where file.organisation = ?1 and (?2 = '' or file.sha256 = ?2)
              and not exists (select from occupancy_report report
                where report.attachment = file.sha256 and (report.organisation = ?1
                  or not exists (select from occupancy_attachment own
                    where own.organisation = report.organisation and own.sha256 = report.attachment)))
            order by file.uploaded_at, file.sha256 limit 3""",
            String.class)
        .setParameter(1, organisation)
        .setParameter(2, Objects.requireNonNullElse(sha256, ""))
        .getResultList();
  }

  /** A file; empty if the organisation has none with this hash. */
  Optional<OccupancyAttachment> of(String organisation, String sha256) {
    return findByIdOptional(new OccupancyAttachment.Key(organisation, sha256));
  }

  /** Stores a file that the organisation does not have yet. */
  OccupancyAttachment keep(
      String organisation, String sha256, String name, AttachmentKind kind, byte[] content) {
    var attachment =
        new OccupancyAttachment(
            new OccupancyAttachment.Key(organisation, sha256),
            name,
            kind,
            content,
            caller.name(),
            time.instant());
    persistAndFlush(attachment);
    return attachment;
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(ChangeHash.sha256().digest(content));
  }
}
