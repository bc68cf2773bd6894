package dev.zhihe.servers;

import dev.zhihe.servers.KafkaConnection.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The accounts of a broker: one for each service, one for consumers, and one for the broker and
 * this program. Each is a file of Kafka's client properties in the folder {@code kafka/accounts}.
 * Only the owner may read the folder and its files.
 */
final class KafkaAccounts {
  private static final List<String> NAMES =
      Stream.concat(Postgres.SERVICES.stream(), Stream.of(Kafka.CONSUMER, Kafka.ADMIN)).toList();
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";
  private static final Pattern PASSWORD = Pattern.compile(" password=\"([^\"]+)\"");

  private final Path folder;

  KafkaAccounts(Path state) {
    folder = state.resolve(Kafka.NAME).resolve("accounts").toAbsolutePath();
  }

  /** Whether every account exists. A state directory of an earlier version has none. */
  boolean exist() {
    return NAMES.stream().allMatch(name -> Files.isRegularFile(file(name)));
  }

  /** Creates the missing accounts, each with a new random password. */
  void make() {
    Checkout.makePrivate(folder);
    for (var name : NAMES) {
      if (!Files.isRegularFile(file(name))) {
        Checkout.writePrivate(
            file(name),
            """
            # Account %1$s of the local Kafka, for its clients and tools.
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=PLAIN
            sasl.jaas.config=%2$s username="%1$s" password="%3$s";
            """
                .formatted(name, LOGIN, newPassword()));
      }
    }
  }

  Path file(String name) {
    return folder.resolve(name + ".properties");
  }

  /** An account as a client's properties. */
  Properties properties(String name) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file(name))) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw Checkout.failed("read an account of Kafka", e);
    }
  }

  /** Connects to the broker as the administrator. */
  KafkaConnection connect(int port) throws IOException {
    return KafkaConnection.open(port, Kafka.ADMIN, password(Kafka.ADMIN));
  }

  String password(String name) {
    var login = PASSWORD.matcher(properties(name).getProperty("sasl.jaas.config", ""));
    if (!login.find()) {
      throw new Trouble(
          file(name) + " names no password: remove it, and ./zhihe up makes another.");
    }
    return login.group(1);
  }

  /**
   * The broker's settings for logins. Clients may use every account. The controller accepts only
   * the broker, which uses the administrator's account.
   */
  String logins() {
    return login("client", NAMES) + login("controller", List.of(Kafka.ADMIN));
  }

  private String login(String listener, List<String> names) {
    return "listener.name.%s.plain.sasl.jaas.config=%s username=\"%s\" password=\"%s\" %s;\n"
        .formatted(
            listener,
            LOGIN,
            Kafka.ADMIN,
            password(Kafka.ADMIN),
            names.stream()
                .map(name -> "user_%s=\"%s\"".formatted(name, password(name)))
                .collect(Collectors.joining(" ")));
  }

  /**
   * The accounts' rights. A service writes its own topic. A consumer reads all topics, in any
   * group. All else is allowed only to the administrator.
   */
  static List<Grant> grants() {
    var grants = new ArrayList<Grant>();
    for (var service : Postgres.SERVICES) {
      grants.add(Grant.onTopic("zhihe." + service, service, KafkaConnection.WRITE));
      grants.add(Grant.onTopic("zhihe." + service, service, KafkaConnection.CREATE));
    }
    grants.add(Grant.onTopics("zhihe.", Kafka.CONSUMER, KafkaConnection.READ));
    grants.add(Grant.onTopics("zhihe.", Kafka.CONSUMER, KafkaConnection.DESCRIBE_CONFIGS));
    grants.add(Grant.onGroups(Kafka.CONSUMER, KafkaConnection.READ));
    return grants;
  }

  private static String newPassword() {
    var random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
