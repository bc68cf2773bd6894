package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that make the log provable, all SHA-256. A row's hash covers everything the log says
 * of it; what needs a role to be read (actor, request, reason, audience and extent) goes in as a
 * digest of its own, so that a consumer without the role can still recompute the row's hash. The
 * chain at a position covers every row up to it.
 */
public final class ChangeHash {
  private ChangeHash() {}

  /**
   * Digest of what is not for everybody: who, in which request and why, for whom, and the extent.
   *
   * @param secretSalt random bytes that are published nowhere, or whoever guesses an actor could
   *     try it; null in rows written before there were any
   * @param salt the row's salt, which everybody may know
   */
  public static byte[] audit(
      byte @Nullable [] secretSalt,
      byte[] salt,
      String actor,
      String requestId,
      @Nullable String reason,
      Audience audience,
      Extent extent) {
    var digest = sha256();
    digest.update(secretSalt == null ? salt : secretSalt);
    put(digest, actor);
    put(digest, requestId);
    put(digest, reason);
    if (secretSalt != null) {
      put(digest, audience.text());
      put(digest, extent.area());
      put(digest, extent.from() == null ? null : extent.from().toString());
      put(digest, extent.to() == null ? null : extent.to().toString());
    }
    return digest.digest();
  }

  /**
   * Hash of one row. Every text goes in as its length in UTF-8 bytes (four bytes, -1 for none) and
   * those bytes.
   */
  public static byte[] row(
      byte[] salt,
      String entityType,
      String entityId,
      long version,
      Action action,
      Instant time,
      @Nullable String body,
      byte[] audit) {
    var digest = sha256();
    digest.update(salt);
    put(digest, entityType);
    put(digest, entityId);
    digest.update(ByteBuffer.allocate(8).putLong(version).array());
    put(digest, action.word());
    put(digest, time.toString());
    put(digest, body);
    digest.update(audit);
    return digest.digest();
  }

  /**
   * The chain's next value: SHA-256 of the value before it, the position (eight bytes), the row's
   * hash, the instant of sealing (microseconds since 1970, eight bytes) and whether a transaction
   * ends here (one byte, 1 or 0).
   */
  public static byte[] chain(
      byte[] before, long position, byte[] row, Instant sealedAt, boolean endOfTransaction) {
    var digest = sha256();
    digest.update(before);
    digest.update(ByteBuffer.allocate(8).putLong(position).array());
    digest.update(row);
    digest.update(
        ByteBuffer.allocate(8).putLong(ChronoUnit.MICROS.between(Instant.EPOCH, sealedAt)).array());
    digest.update((byte) (endOfTransaction ? 1 : 0));
    return digest.digest();
  }

  private static void put(MessageDigest digest, @Nullable String text) {
    if (text == null) {
      digest.update(ByteBuffer.allocate(4).putInt(-1).array());
      return;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  /** A new SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
