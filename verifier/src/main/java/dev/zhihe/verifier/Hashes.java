package dev.zhihe.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log's hashes, implemented from docs/audit/proof-format.md and independently of the services'
 * code.
 */
final class Hashes {
  private Hashes() {}

  /**
   * {@code SHA-256( auditSalt T(actor) T(requestId) T(reason) T(audience) T(area) T(from) T(to) )}.
   */
  static byte[] audit(
      byte @Nullable [] auditSalt,
      byte[] salt,
      @Nullable String actor,
      @Nullable String requestId,
      @Nullable String reason,
      @Nullable String audience,
      @Nullable String area,
      @Nullable String validFrom,
      @Nullable String validTo) {
    var digest = sha256();
    if (auditSalt == null) { // rows written before audit salts existed
      digest.update(salt);
      text(digest, actor);
      text(digest, requestId);
      text(digest, reason);
      return digest.digest();
    }
    digest.update(auditSalt);
    for (var part :
        new @Nullable String[] {actor, requestId, reason, audience, area, validFrom, validTo}) {
      text(digest, part);
    }
    return digest.digest();
  }

  /**
   * {@code SHA-256( salt T(entityType) T(entityId) version T(action) T(time) T(data) auditHash )}.
   */
  static byte[] row(
      byte[] salt,
      String entityType,
      String entityId,
      long version,
      String action,
      String time,
      byte @Nullable [] data,
      byte[] audit) {
    var digest = sha256();
    digest.update(salt);
    text(digest, entityType);
    text(digest, entityId);
    digest.update(eight(version));
    text(digest, action);
    text(digest, time);
    bytes(digest, data);
    digest.update(audit);
    return digest.digest();
  }

  /** {@code SHA-256( chain before, position, hash, sealedAt in microseconds, end as one byte )}. */
  static byte[] chain(byte[] before, long position, byte[] row, Instant sealedAt, boolean end) {
    var digest = sha256();
    digest.update(before);
    digest.update(eight(position));
    digest.update(row);
    digest.update(eight(ChronoUnit.MICROS.between(Instant.EPOCH, sealedAt)));
    digest.update(end ? (byte) 1 : (byte) 0);
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static void text(MessageDigest digest, @Nullable String text) {
    bytes(digest, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(MessageDigest digest, byte @Nullable [] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(bytes == null ? -1 : bytes.length).array());
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  private static byte[] eight(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }
}
