package dev.zhihe.kit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.security.Audiences;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A consumer's copy, kept by what the answers say and nothing else. */
final class Mirror {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Version and data of each entity, by type and id. */
  final Map<String, String> entities = new TreeMap<>();

  /** The position it is true at. */
  long position;

  public void apply(FeedPage page) {
    page.items().forEach(this::apply);
    position = page.next();
  }

  public void apply(FeedItem item) {
    if (item.action() == null) {
      return; // withheld
    }
    var key = item.entityType() + "/" + item.entityId();
    switch (item.action()) {
      case CREATED, UPDATED -> entities.put(key, item.version() + " " + item.data());
      case DELETED, WITHDRAWN -> entities.remove(key);
    }
    position = item.position();
  }

  /** Takes a snapshot's lines; true if the last of them says that they are whole. */
  public boolean load(List<String> lines) throws Exception {
    for (var line : lines) {
      var node = JSON.readTree(line);
      if (node.has("end")) {
        return true;
      } else if (node.has("snapshot")) {
        position = node.at("/snapshot/position").asLong();
      } else {
        entities.put(place(node), node.get("version").asLong() + " " + data(line));
      }
    }
    return false;
  }

  /** The state between {@code "data":} and the line's last brace, untouched. */
  public static String data(String line) {
    return line.substring(line.indexOf("\"data\":") + 7, line.length() - 1);
  }

  public static String place(JsonNode line) {
    return line.get("entityType").asText() + "/" + line.get("entityId").asText();
  }

  /** As docs/consume/copy-and-prove.md tells consumers to. */
  public List<ContentDigest> digests() throws Exception {
    var text = new TreeMap<String, StringBuilder>();
    var counts = new TreeMap<String, Long>();
    for (var entity : entities.entrySet()) {
      var key = entity.getKey().split("/", 2);
      var state = entity.getValue().split(" ", 2);
      text.computeIfAbsent(key[0], type -> new StringBuilder())
          .append(key[1] + " " + state[0] + " " + sha256(state[1]) + "\n");
      counts.merge(key[0], 1L, Long::sum);
    }
    var digests = new ArrayList<ContentDigest>();
    for (var type : text.keySet()) {
      digests.add(new ContentDigest(type, counts.get(type), sha256(text.get(type).toString())));
    }
    return digests;
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The lines of a snapshot as they are sent. */
  public static List<String> lines(
      Ledger ledger,
      @Nullable Long at,
      Scope scope,
      Audiences readable,
      @Nullable SnapshotPlace after)
      throws Exception {
    var snapshots = new Snapshots(ledger.pool());
    var out = new ByteArrayOutputStream();
    snapshots.send(ledger.service(), snapshots.position(at), scope, readable, after, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  public static Mirror of(Ledger ledger, @Nullable Long at, Scope scope, Audiences readable)
      throws Exception {
    var mirror = new Mirror();
    if (!mirror.load(lines(ledger, at, scope, readable, null))) {
      throw new AssertionError("the snapshot has no end");
    }
    return mirror;
  }
}
