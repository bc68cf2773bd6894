package dev.zhihe.servers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * An authenticated connection to a broker on this machine, with the few requests that a start
 * needs. It implements Kafka's protocol, because Kafka's client is larger than all code of {@code
 * ./zhihe}. Source of the formats: https://kafka.apache.org/protocol.
 */
final class KafkaConnection implements AutoCloseable {
  static final byte READ = 3;
  static final byte WRITE = 4;
  static final byte CREATE = 5;
  static final byte DESCRIBE_CONFIGS = 10;

  private static final int TIMEOUT_MILLIS = 2000;
  private static final int MAX_BYTES = 1 << 20;
  private static final byte ANY = 1;
  private static final byte TOPIC = 2;
  private static final byte GROUP = 3;
  private static final byte LITERAL = 3;
  private static final byte PREFIXED = 4;
  private static final byte ALLOW = 3;

  /** A right of one account: an entry of Kafka's access control lists. */
  record Grant(byte resource, String name, byte pattern, String principal, byte operation) {
    static Grant onTopic(String topic, String account, byte operation) {
      return new Grant(TOPIC, topic, LITERAL, "User:" + account, operation);
    }

    /** On all topics whose name begins with the prefix. */
    static Grant onTopics(String prefix, String account, byte operation) {
      return new Grant(TOPIC, prefix, PREFIXED, "User:" + account, operation);
    }

    static Grant onGroups(String account, byte operation) {
      return new Grant(GROUP, "*", LITERAL, "User:" + account, operation);
    }
  }

  /** A request of the protocol, in a version that every Kafka 4 supports. */
  private enum Request {
    METADATA(3, 5),
    SASL_HANDSHAKE(17, 1),
    DESCRIBE_ACLS(29, 1),
    CREATE_ACLS(30, 1),
    SASL_AUTHENTICATE(36, 1);

    private final short key;
    private final short version;

    Request(int key, int version) {
      this.key = (short) key;
      this.version = (short) version;
    }
  }

  @FunctionalInterface
  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  private final Socket socket;

  private KafkaConnection(Socket socket) {
    this.socket = socket;
  }

  /** Connects and logs in; fails if the broker does not know the account. */
  static KafkaConnection open(int port, String account, String password) throws IOException {
    var connection = new KafkaConnection(new Socket());
    try {
      connection.socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      connection.socket.setSoTimeout(TIMEOUT_MILLIS);
      connection.logIn(account, password);
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private void logIn(String account, String password) throws IOException {
    require(ask(Request.SASL_HANDSHAKE, out -> text(out, "PLAIN")).readShort());
    var login = ("\0" + account + "\0" + password).getBytes(StandardCharsets.UTF_8);
    require(
        ask(
                Request.SASL_AUTHENTICATE,
                out -> {
                  out.writeInt(login.length);
                  out.write(login);
                })
            .readShort());
  }

  /** Whether the broker is a member of the cluster. */
  boolean isMember() throws IOException {
    var answer =
        ask(
            Request.METADATA,
            out -> {
              out.writeInt(0); // no topics
              out.writeByte(0); // create none
            });
    answer.readInt(); // throttle time
    return answer.readInt() > 0; // brokers
  }

  /** All rights, as the broker's authorizer has them. */
  Set<Grant> grants() throws IOException {
    var answer =
        ask(
            Request.DESCRIBE_ACLS,
            out -> {
              out.writeByte(ANY); // resource
              out.writeShort(-1); // its name
              out.writeByte(ANY); // pattern
              out.writeShort(-1); // principal
              out.writeShort(-1); // host
              out.writeByte(ANY); // operation
              out.writeByte(ANY); // permission
            });
    answer.readInt(); // throttle time
    require(answer.readShort());
    text(answer); // error message
    var grants = new HashSet<Grant>();
    for (int resources = answer.readInt(); resources > 0; resources--) {
      var resource = answer.readByte();
      var name = text(answer);
      var pattern = answer.readByte();
      for (int entries = answer.readInt(); entries > 0; entries--) {
        var principal = text(answer);
        var host = text(answer);
        var operation = answer.readByte();
        if (answer.readByte() == ALLOW && host.equals("*")) {
          grants.add(new Grant(resource, name, pattern, principal, operation));
        }
      }
    }
    return grants;
  }

  /** Grants rights for any host. Existing rights stay. */
  void grant(Collection<Grant> grants) throws IOException {
    var answer =
        ask(
            Request.CREATE_ACLS,
            out -> {
              out.writeInt(grants.size());
              for (var grant : grants) {
                out.writeByte(grant.resource());
                text(out, grant.name());
                out.writeByte(grant.pattern());
                text(out, grant.principal());
                text(out, "*"); // host
                out.writeByte(grant.operation());
                out.writeByte(ALLOW);
              }
            });
    answer.readInt(); // throttle time
    for (int results = answer.readInt(); results > 0; results--) {
      require(answer.readShort());
      text(answer); // error message
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost, because every answer was read.
    }
  }

  /** Sends a request, and returns its answer after the correlation id. */
  private DataInputStream ask(Request request, Body body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var message = new DataOutputStream(bytes);
    message.writeShort(request.key);
    message.writeShort(request.version);
    message.writeInt(0); // correlation id
    text(message, "zhihe");
    body.write(message);
    var out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(bytes.size());
    bytes.writeTo(out);
    out.flush();
    var in = new DataInputStream(socket.getInputStream());
    var length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("not an answer of Kafka"); // another program listens there
    }
    var content = new DataInputStream(new ByteArrayInputStream(in.readNBytes(length)));
    content.readInt(); // correlation id
    return content;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    var length = in.readShort();
    return length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void require(short error) throws IOException {
    if (error != 0) {
      throw new IOException("Kafka refuses with error " + error);
    }
  }
}
