package dev.zhihe.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one service's entities in PostgreSQL, with the position that it has reached. The
 * entities and the position are committed in one transaction.
 */
final class Copy {
  private static final HexFormat HEX = HexFormat.of();

  private final Connection database;
  private final String service;

  Copy(Connection database, String service) throws SQLException {
    this.database = database;
    this.service = service;
    database.setAutoCommit(false);
    try (var statement = database.createStatement()) {
      statement.execute(
          "select pg_advisory_xact_lock(1)"); // several processes may begin at the same time
      statement.execute(
          """
          create table if not exists copy (
            service text primary key, feed_epoch integer not null, position bigint not null, chain text not null,
            loading boolean not null, snapshot_after text)""");
      statement.execute(
          """
          create table if not exists entity (
            service text collate "C", entity_type text collate "C", entity_id text collate "C",
            version bigint not null, data text, primary key (service, entity_type, entity_id))""");
      statement.execute(
          """
          create table if not exists topic_offset (
            service text, topic_partition integer, next_offset bigint not null, primary key (service, topic_partition))""");
      statement.execute(
          """
          create table if not exists ahead (
            service text, position bigint, primary key (service, position))""");
    }
    database.commit();
  }

  /**
   * The state of the copy.
   *
   * @param loading whether the snapshot is still being loaded
   * @param snapshotAfter the last entity of the snapshot that was loaded
   */
  record State(
      int feedEpoch,
      long position,
      String chain,
      boolean loading,
      @Nullable String snapshotAfter) {}

  @Nullable State state() throws SQLException {
    database.rollback();
    try (var statement = prepared("select * from copy where service = ?");
        var row = statement.executeQuery()) {
      return row.next()
          ? new State(
              row.getInt("feed_epoch"),
              row.getLong("position"),
              row.getString("chain"),
              row.getBoolean("loading"),
              row.getString("snapshot_after"))
          : null;
    }
  }

  void forget() throws SQLException {
    database.rollback();
    update("delete from entity where service = ?");
    update("delete from copy where service = ?");
    database.commit();
  }

  /** Begins a copy. If it is loading, the snapshot's entities come first. */
  void begin(int feedEpoch, long position, String chain, boolean loading) throws SQLException {
    update(
        """
        insert into copy (feed_epoch, position, chain, loading, snapshot_after, service)
        values (?, ?, ?, ?, ?, ?)""",
        feedEpoch,
        position,
        chain,
        loading,
        "");
    database.commit();
  }

  void snapshotReached(String entity) throws SQLException {
    update("update copy set snapshot_after = ? where service = ?", entity);
    database.commit();
  }

  void loaded() throws SQLException {
    update("update copy set loading = false where service = ?");
    database.commit();
  }

  void reached(long position, String chain) throws SQLException {
    update("update copy set position = ?, chain = ? where service = ?", position, chain);
    database.commit();
  }

  void epoch(int feedEpoch) throws SQLException {
    update("update copy set feed_epoch = ? where service = ?", feedEpoch);
    database.commit();
  }

  /** Stores a state. A version older than the stored one changes nothing. */
  void put(String type, String id, long version, @Nullable String data) throws SQLException {
    update(
        """
        insert into entity (entity_type, entity_id, version, data, service) values (?, ?, ?, ?, ?)
        on conflict (service, entity_type, entity_id) do update set version = excluded.version, data = excluded.data
        where entity.version < excluded.version""",
        type,
        id,
        version,
        data);
  }

  void remove(String type, String id) throws SQLException {
    update("delete from entity where entity_type = ? and entity_id = ? and service = ?", type, id);
  }

  /**
   * Records that a position has arrived. The partitions of a topic deliver positions out of order.
   */
  void came(long position) throws SQLException {
    update(
        """
        insert into ahead (position, service)
        select come.position, copy.service from (select ?::bigint as position) come, copy
        where come.position > copy.position and copy.service = ? on conflict do nothing""",
        position);
  }

  /** Advances to the last position without a gap before it, and returns it. */
  long advance() throws SQLException {
    update(
        """
        update copy set position = coalesce(
          (select max(position) from (
             select position, row_number() over (order by position) as nth from ahead where ahead.service = copy.service) come
           where position - nth = copy.position), position)
        where service = ?""");
    update(
        """
        delete from ahead using copy
        where ahead.service = copy.service and ahead.position <= copy.position and copy.service = ?""");
    database.commit();
    return Objects.requireNonNull(state()).position();
  }

  /** The next offset of a partition of the topic. */
  long offset(int partition) throws SQLException {
    try (var statement =
            prepared(
                "select next_offset from topic_offset where topic_partition = ? and service = ?",
                partition);
        var row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  void consumed(int partition, long next) throws SQLException {
    update(
        """
        insert into topic_offset (topic_partition, next_offset, service) values (?, ?, ?)
        on conflict (service, topic_partition) do update set next_offset = excluded.next_offset""",
        partition,
        next);
  }

  /** The number of entities of each type and their digest, computed as the service's digest is. */
  Map<String, String> content() throws SQLException {
    var digests = new TreeMap<String, MessageDigest>();
    var counts = new TreeMap<String, Integer>();
    try (var statement =
        prepared(
            """
            select entity_type, entity_id, version, data from entity
            where service = ? and data is not null order by entity_type, entity_id""")) {
      statement.setFetchSize(1_000);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          add(digests.computeIfAbsent(row.getString(1), type -> Proof.sha256()), row);
          counts.merge(row.getString(1), 1, Integer::sum);
        }
      }
    }
    var content = new TreeMap<String, String>();
    digests.forEach(
        (type, digest) ->
            content.put(type, counts.get(type) + " " + HEX.formatHex(digest.digest())));
    return content;
  }

  private static void add(MessageDigest digest, ResultSet row) throws SQLException {
    var data = Proof.sha256().digest(row.getString(4).getBytes(UTF_8));
    var line = row.getString(2) + " " + row.getLong(3) + " " + HEX.formatHex(data) + "\n";
    digest.update(line.getBytes(UTF_8));
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    var statement = database.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.setString(values.length + 1, service); // always the last parameter
    return statement;
  }

  private void update(String sql, @Nullable Object... values) throws SQLException {
    try (var statement = prepared(sql, values)) {
      statement.executeUpdate();
    }
  }
}
