package dev.zhihe.platforms.occupancy.attachment;

import dev.zhihe.kit.http.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers with the bytes of an uploaded file, after it compared them with their hash. */
@ApplicationScoped
public class AttachmentFile {
  private final OccupancyAttachments attachments;
  private final Tags tags;

  AttachmentFile(OccupancyAttachments attachments, Tags tags) {
    this.attachments = attachments;
    this.tags = tags;
  }

  /** The answer; empty if the organisation has no such file. */
  public Optional<Response> of(@Nullable String organisation, @Nullable String sha256) {
    return organisation == null || sha256 == null
        ? Optional.empty()
        : attachments.of(organisation, sha256).map(this::answer);
  }

  /** As {@link #of}, for the bureau: whoever uploaded it. */
  public Optional<Response> ofAnybody(@Nullable String sha256) {
    return sha256 == null ? Optional.empty() : attachments.ofAnybody(sha256).map(this::answer);
  }

  private Response answer(OccupancyAttachment file) {
    if (!OccupancyAttachments.sha256(file.content()).equals(file.sha256())) {
      throw new IllegalStateException("The stored bytes of " + file.sha256() + " are others");
    }
    var tag = new EntityTag(file.sha256());
    return tags.unchanged(tag)
        .orElseGet(() -> Response.ok(file.content(), file.mediaType()))
        .tag(tag)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            AttachmentName.disposition(file.name(), file.sha256(), file.mediaType()))
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
