package dev.zhihe.platforms.occupancy.attachment;

import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.security.Caller;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
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

  /** Whether an organisation uploaded a file with this hash. */
  public boolean has(@Nullable String organisation, String sha256) {
    return organisation != null
        && count("key.organisation = ?1 and key.sha256 = ?2", organisation, sha256) > 0;
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
