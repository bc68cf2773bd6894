package dev.zhihe.kit.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.sql.LongReads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The log as a file that can be verified on its own. Each position is one line with everything that
 * its hash covers. The first line describes the file; the last line confirms that it is complete.
 */
final class AuditExport {
  private static final HexFormat HEX = HexFormat.of();
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();
  private static final int CHUNK = 500;

  private final String service;
  private final DataSource source;

  AuditExport(String service, DataSource source) {
    this.service = service;
    this.source = source;
  }

  /**
   * The positions after one up to another, or to the head as it stands.
   *
   * @return null if {@code after} lies beyond the head
   */
  @Nullable ExportStretch stretch(long after, long to) throws SQLException {
    try (var connection = source.getConnection()) {
      var head = SealedLog.head(connection);
      if (after > head.position()) {
        return null;
      }
      var last = Math.clamp(to, after, head.position());
      return new ExportStretch(head.feedEpoch(), after, last, SealedLog.chainAt(connection, after));
    }
  }

  /**
   * Writes the file. Each chunk is one short statement. Sealed rows do not change, so neither a
   * connection nor a transaction is held while the reader receives the data.
   */
  void write(ExportStretch stretch, OutputStream to) throws IOException, SQLException {
    var sha256 = ChangeHash.sha256();
    var out = new DigestOutputStream(new BufferedOutputStream(to, 1 << 16), sha256);
    line(out, json -> head(json, stretch));
    var chain = stretch.chain();
    for (var position = stretch.after(); position < stretch.to(); ) {
      var most = (int) Math.min(CHUNK, stretch.to() - position);
      var from = position;
      var changes = LongReads.read(source, connection -> SealedLog.after(connection, from, most));
      if (changes.isEmpty()) {
        throw new IOException("No change found after position " + position);
      }
      for (var change : changes) {
        line(out, json -> change(json, change));
      }
      position = changes.getLast().position();
      chain = changes.getLast().chain();
    }
    var end =
        "{\"end\":{\"positions\":%d,\"position\":%d,\"chain\":\"%s\",\"sha256\":\""
            .formatted(stretch.to() - stretch.after(), stretch.to(), HEX.formatHex(chain));
    out.write(end.getBytes(StandardCharsets.UTF_8));
    var digest = HEX.formatHex(sha256.digest());
    out.write((digest + "\"}}\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @FunctionalInterface
  private interface Line {
    void write(JsonGenerator json) throws IOException;
  }

  private static void line(OutputStream out, Line line) throws IOException {
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      line.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private void head(JsonGenerator json, ExportStretch stretch) throws IOException {
    json.writeObjectFieldStart("export");
    json.writeStringField("service", service);
    json.writeNumberField("feedEpoch", stretch.feedEpoch());
    json.writeNumberField("after", stretch.after());
    json.writeNumberField("to", stretch.to());
    json.writeStringField("chain", HEX.formatHex(stretch.chain()));
    json.writeEndObject();
  }

  private void change(JsonGenerator json, SealedChange change) throws IOException {
    json.writeNumberField("position", change.position());
    json.writeStringField("id", change.id(service));
    json.writeStringField("entityType", change.entityType());
    json.writeStringField("entityId", change.entityId());
    json.writeNumberField("version", change.version());
    json.writeStringField("action", change.action().word());
    json.writeStringField("time", change.time().toString());
    json.writeStringField("audience", change.audience().text());
    given(json, "area", change.extent().area());
    given(json, "validFrom", change.extent().from());
    given(json, "validTo", change.extent().to());
    json.writeStringField("actor", change.actor());
    json.writeStringField("requestId", change.requestId());
    given(json, "reason", change.reason());
    json.writeStringField("salt", HEX.formatHex(change.salt()));
    if (change.secretSalt() != null) {
      json.writeStringField("auditSalt", HEX.formatHex(change.secretSalt()));
    }
    json.writeStringField("hash", HEX.formatHex(change.hash()));
    json.writeStringField("sealedAt", change.sealedAt().toString());
    json.writeBooleanField("endOfTransaction", change.endOfTransaction());
    json.writeStringField("chain", HEX.formatHex(change.chain()));
    if (change.body() != null) {
      json.writeFieldName("data");
      json.writeRawValue(change.body());
    }
  }

  private static void given(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
