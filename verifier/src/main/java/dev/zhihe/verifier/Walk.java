package dev.zhihe.verifier;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log position by position and recomputes every hash. It keeps the version and the data's
 * hash of each entity. So its memory depends on the number of entities, not on the length of the
 * log.
 */
final class Walk {
  private static final HexFormat HEX = HexFormat.of();
  private static final Set<String> ENTRY =
      Set.of(
          "position",
          "id",
          "entityType",
          "entityId",
          "version",
          "action",
          "time",
          "audience",
          "area",
          "validFrom",
          "validTo",
          "actor",
          "requestId",
          "reason",
          "salt",
          "auditSalt",
          "hash",
          "sealedAt",
          "endOfTransaction",
          "chain",
          "data");
  private static final Set<String> ITEM =
      Set.of(
          "position",
          "id",
          "type",
          "entityType",
          "entityId",
          "version",
          "action",
          "time",
          "hash",
          "salt",
          "auditHash",
          "sealedAt",
          "endOfTransaction",
          "withheld",
          "data");

  private final TreeMap<Long, byte[]> heads;
  private final Map<String, Map<String, Last>> entities = new TreeMap<>();
  private long first;
  private long position;
  private byte[] chain = Hashes.sha256().digest();
  private Instant sealedAt = Instant.MIN;
  private long epoch;
  private long withheld;
  private boolean begun;
  private boolean midTransaction;

  /**
   * An entity's last change.
   *
   * @param data hash of its data; null if it was deleted or is not visible
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Last(long version, boolean deleted, byte @Nullable [] data) {}

  /** The number and the digest of the entities of a type. */
  record Content(long count, String digest) {}

  /**
   * @param heads chain values known from another source, by position
   */
  Walk(Map<Long, byte[]> heads) {
    this.heads = new TreeMap<>(heads);
  }

  long first() {
    return first;
  }

  long position() {
    return position;
  }

  byte[] chain() {
    return chain.clone();
  }

  long withheld() {
    return withheld;
  }

  boolean midTransaction() {
    return midTransaction;
  }

  /** The positions of known heads that the files did not contain. */
  Set<Long> headsNotMet() {
    return heads.keySet();
  }

  boolean begun() {
    return begun;
  }

  /**
   * Begins after a position and trusts the chain value there, or continues where another file
   * ended.
   */
  void begin(long after, byte[] with) throws Fault {
    if (!begun) {
      begun = true;
      first = after + 1;
      position = after;
      if (after == 0 && !Arrays.equals(chain, with)) {
        throw new Fault(0, "the chain does not begin with SHA-256 of nothing");
      }
      chain = with.clone();
      meet();
    } else if (after != position) {
      throw new Fault(position + 1, "missing: the next file goes on after " + after);
    } else if (!Arrays.equals(chain, with)) {
      throw new Fault(
          position, "the next file begins with another chain value: " + HEX.formatHex(with));
    }
  }

  /** Checks one line of an export. It has every field. */
  void entry(Map<String, Json> entry, String service, long newest) throws Json.Malformed, Fault {
    known(entry, ENTRY);
    var here = next(entry);
    id(entry, service, newest);
    var salt = get(entry, "salt").hex();
    var audit =
        Hashes.audit(
            entry.containsKey("auditSalt") ? get(entry, "auditSalt").hex() : null,
            salt,
            get(entry, "actor").text(),
            get(entry, "requestId").text(),
            text(entry, "reason"),
            get(entry, "audience").text(),
            text(entry, "area"),
            text(entry, "validFrom"),
            text(entry, "validTo"));
    var data = row(entry, salt, audit);
    version(entry, data, false);
    var found = get(entry, "chain").hex();
    link(entry, here);
    stands(here, found);
  }

  /** Checks one item of a page of the feed. It may be withheld. */
  void item(Map<String, Json> item, long newest) throws Json.Malformed, Fault {
    known(item, ITEM);
    if (item.containsKey("type")) {
      id(item, null, newest);
      var type = "zhihe." + get(item, "entityType").text() + "." + get(item, "action").text();
      if (!get(item, "type").text().equals(type)) {
        throw new Fault(get(item, "position").number(), "type: " + type + " expected");
      }
    }
    var here = next(item);
    if (item.containsKey("withheld")) {
      withheld++;
      if (item.containsKey("entityType")) { // withdrawn: a copy deletes it
        remember(item, null);
      }
    } else {
      var data = row(item, get(item, "salt").hex(), get(item, "auditHash").hex());
      version(item, data, withheld > 0);
    }
    link(item, here);
  }

  private static void known(Map<String, Json> entry, Set<String> names) throws Json.Malformed {
    for (var name : entry.keySet()) {
      if (!names.contains(name)) {
        throw new Json.Malformed("an unknown property " + name);
      }
    }
  }

  private long next(Map<String, Json> entry) throws Json.Malformed, Fault {
    var here = get(entry, "position").number();
    if (here != position + 1) {
      throw new Fault(position + 1, "missing: position " + here + " follows " + position);
    }
    return here;
  }

  private void id(Map<String, Json> entry, @Nullable String service, long newest)
      throws Json.Malformed, Fault {
    var parts = get(entry, "id").text().split("/", -1);
    var here = get(entry, "position").number();
    if (parts.length != 3
        || (service != null && !parts[0].equals(service))
        || !parts[1].matches("[1-9]\\d{0,9}")
        || !parts[2].equals(String.valueOf(here))) {
      throw new Fault(here, "id: it does not name service, epoch and position");
    }
    var of = Long.parseLong(parts[1]);
    if (of < epoch || of > newest) {
      throw new Fault(here, "id: epoch " + of + " after " + epoch + ", the newest being " + newest);
    }
    epoch = of;
  }

  /** Recomputes the row's hash and returns the hash of its data. */
  private static byte @Nullable [] row(Map<String, Json> entry, byte[] salt, byte[] audit)
      throws Json.Malformed, Fault {
    var data = entry.containsKey("data") ? get(entry, "data").bytes() : null;
    var hash =
        Hashes.row(
            salt,
            get(entry, "entityType").text(),
            get(entry, "entityId").text(),
            get(entry, "version").number(),
            get(entry, "action").text(),
            get(entry, "time").text(),
            data,
            audit);
    if (!Arrays.equals(hash, get(entry, "hash").hex())) {
      throw new Fault(
          get(entry, "position").number(),
          "hash of the row: computed %s, found %s"
              .formatted(HEX.formatHex(hash), get(entry, "hash").text()));
    }
    return data == null ? null : Hashes.sha256().digest(data);
  }

  /**
   * Checks that the entity's version rises by one. Versions may be missing if changes are withheld
   * or come before the first file.
   */
  private void version(Map<String, Json> entry, byte @Nullable [] data, boolean mayMiss)
      throws Json.Malformed, Fault {
    var here = get(entry, "position").number();
    var version = get(entry, "version").number();
    var action = get(entry, "action").text();
    var last =
        entities
            .getOrDefault(get(entry, "entityType").text(), Map.of())
            .get(get(entry, "entityId").text());
    var due = last == null ? 1 : last.version + 1;
    var unknownBefore = mayMiss || (last == null && first > 1);
    if (unknownBefore ? version < due : version != due) {
      throw new Fault(here, "version: %d expected, found %d".formatted(due, version));
    }
    if (action.equals("deleted") != (data == null)) {
      throw new Fault(here, "action: " + action + (data == null ? " without" : " with") + " data");
    }
    var born = last == null || last.deleted;
    if (!unknownBefore && action.equals("created") != born) {
      throw new Fault(here, "action: " + action + (born ? " of what is not there" : " once more"));
    }
    remember(entry, data);
  }

  private void remember(Map<String, Json> entry, byte @Nullable [] data) throws Json.Malformed {
    entities
        .computeIfAbsent(get(entry, "entityType").text(), type -> new HashMap<>())
        .put(
            get(entry, "entityId").text(),
            new Last(
                get(entry, "version").number(),
                get(entry, "action").text().equals("deleted"),
                data));
  }

  private void link(Map<String, Json> entry, long here) throws Json.Malformed, Fault {
    Instant sealed;
    try {
      sealed = Instant.parse(get(entry, "sealedAt").text());
    } catch (DateTimeException e) {
      throw new Json.Malformed("sealedAt is no instant");
    }
    if (sealed.isBefore(sealedAt) || (midTransaction && !sealed.equals(sealedAt))) {
      throw new Fault(
          here,
          midTransaction
              ? "sealedAt: a transaction is sealed at one time, " + sealedAt
              : "sealedAt: " + sealed + " after " + sealedAt);
    }
    var end = get(entry, "endOfTransaction").isTrue();
    chain = Hashes.chain(chain, here, get(entry, "hash").hex(), sealed, end);
    position = here;
    sealedAt = sealed;
    midTransaction = !end;
    meet();
  }

  private void meet() throws Fault {
    var known = heads.remove(position);
    if (known != null && !Arrays.equals(known, chain)) {
      throw new Fault(
          position,
          "chain: %s is known, computed %s. Something up to here was altered, and the file made to fit"
              .formatted(HEX.formatHex(known), HEX.formatHex(chain)));
    }
  }

  /** Compares the chain with the value in a file. */
  void stands(long at, byte[] with) throws Fault {
    if (at != position) {
      throw new Fault(position, "the file ends here and says that it goes to " + at);
    }
    if (!Arrays.equals(with, chain)) {
      throw new Fault(
          position,
          "chain: computed %s, found %s".formatted(HEX.formatHex(chain), HEX.formatHex(with)));
    }
  }

  /** The digest of each type, comparable with the service's digest. */
  Map<String, Content> content() {
    var content = new TreeMap<String, Content>();
    entities.forEach(
        (type, states) -> {
          var ids =
              states.entrySet().stream()
                  .filter(state -> state.getValue().data != null)
                  .map(state -> state.getKey().getBytes(StandardCharsets.UTF_8))
                  .sorted(Arrays::compareUnsigned)
                  .toList();
          if (ids.isEmpty()) {
            return;
          }
          var digest = Hashes.sha256();
          for (var id : ids) {
            var code = new String(id, StandardCharsets.UTF_8);
            var last = Objects.requireNonNull(states.get(code));
            var line =
                "%s %d %s\n"
                    .formatted(
                        code, last.version, HEX.formatHex(Objects.requireNonNull(last.data)));
            digest.update(line.getBytes(StandardCharsets.UTF_8));
          }
          content.put(type, new Content(ids.size(), HEX.formatHex(digest.digest())));
        });
    return content;
  }

  private static @Nullable String text(Map<String, Json> entry, String name) throws Json.Malformed {
    return entry.containsKey(name) ? get(entry, name).text() : null;
  }

  static Json get(Map<String, Json> entry, String name) throws Json.Malformed {
    var value = entry.get(name);
    if (value == null) {
      throw new Json.Malformed(name + " is missing");
    }
    return value;
  }
}
