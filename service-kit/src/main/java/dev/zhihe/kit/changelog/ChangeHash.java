package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 hashes that prove the log. A row's hash covers every field of the log row. Actor,
 * request, reason, audience and extent are confidential: they enter the hash as one digest, so that
 * a consumer without a role can still recompute the row's hash. The chain value at a position
 * covers every row up to that position.
 */
public final class ChangeHash {
  private static final MessageDigest UNUSED = unused();

  private ChangeHash() {}

  /**
   * Digest of the confidential fields: actor, request, reason, audience and extent.
   *
   * @param secretSalt random bytes that are never published, so that nobody can confirm a guessed
   *     actor; null in rows written before secret salts existed
   * @param salt the row's public salt
   */
  public static byte[] audit(
      byte @Nullable [] secretSalt,
      byte[] salt,
      String actor,
      String requestId,
      @Nullable String reason,
      Audience audience,
      Extent extent) {
    return audit(
        secretSalt,
        salt,
        actor.getBytes(StandardCharsets.UTF_8),
        requestId.getBytes(StandardCharsets.UTF_8),
        utf8(reason),
        audience.text().getBytes(StandardCharsets.UTF_8),
        utf8(extent.area()),
        extent.from(),
        extent.to());
  }

  /** The same from texts in UTF-8. */
  public static byte[] audit(
      byte @Nullable [] secretSalt,
      byte[] salt,
      byte[] actor,
      byte[] requestId,
      byte @Nullable [] reason,
      byte[] audience,
      byte @Nullable [] area,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    var digest = sha256();
    digest.update(secretSalt == null ? salt : secretSalt);
    put(digest, actor);
    put(digest, requestId);
    put(digest, reason);
    if (secretSalt != null) {
      put(digest, audience);
      put(digest, area);
      put(digest, from == null ? null : from.toString());
      put(digest, to == null ? null : to.toString());
    }
    return digest.digest();
  }

  /**
   * Hash of one row. Each text is hashed as its length in UTF-8 bytes (four bytes, -1 for null),
   * followed by those bytes.
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
   * The next chain value. It is the SHA-256 of: the previous chain value, the position (eight
   * bytes), the row's hash, the sealing time (microseconds since 1970, eight bytes), and one byte
   * that is 1 if a transaction ends here and 0 if not.
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
    put(digest, utf8(text));
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(MessageDigest digest, byte @Nullable [] text) {
    if (text == null) {
      put(digest, -1);
      return;
    }
    put(digest, text.length);
    digest.update(text);
  }

  private static void put(MessageDigest digest, int number) {
    digest.update((byte) (number >> 24));
    digest.update((byte) (number >> 16));
    digest.update((byte) (number >> 8));
    digest.update((byte) number);
  }

  /** A new SHA-256. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) UNUSED.clone(); // faster than to look for the algorithm
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest unused() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
