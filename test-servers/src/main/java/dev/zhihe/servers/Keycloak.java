package dev.zhihe.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;

/**
 * Keycloak with the realm {@code zhihe} on the loopback address. Its database is in the suite's
 * PostgreSQL.
 */
public final class Keycloak {
  public static final String NAME = "keycloak";

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  /** Unused features. Turning them off saves memory and start-up time. */
  private static final String WITHOUT =
      "account,account-api,admin-fine-grained-authz,authorization,ciba,device-flow,identity-brokering-api,impersonation,jwt-authorization-grant,kerberos,organization,par,passkeys,"
          + "step-up-authentication,step-up-authentication-saml,token-exchange-standard,user-event-metrics,web-authn";

  private static final List<String> BUILD =
      List.of("build", "--db=postgres", "--health-enabled=true", "--features-disabled=" + WITHOUT);

  private static final String LAUNCHER = "zhihe-launcher.jar";

  private static final String MAIN = "org.keycloak.quarkus.runtime.KeycloakMain";

  /** Folders of jars, in the order of the class path. */
  private static final List<String> FOLDERS =
      List.of("lib/quarkus", "lib/lib/boot", "lib/app", "providers", "lib/lib/main");

  private static final List<String> OPENED =
      List.of(
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.security",
          "java.base/java.lang");

  /**
   * The ports of Keycloak and of the gateway, to which it redirects browsers.
   *
   * @param http the port of its pages and tokens
   * @param management the port of its health
   */
  public record Ports(int http, int management, int gateway) {}

  private Keycloak() {}

  public static boolean isPrepared() {
    return Files.isDirectory(home(zip()));
  }

  /**
   * Unpacks and builds Keycloak once for each checkout. It needs no server, so it can run while the
   * others start.
   */
  public static Path prepare() {
    var zip = zip();
    var home = home(zip);
    if (!Files.isDirectory(home)) {
      Checkout.requireRoom(Checkout.programs(), 600);
      Checkout.deleteMatching(Checkout.programs(), "keycloak-*");
    }
    Checkout.makeOnce(
        home,
        folder -> {
          unzip(zip, folder);
          Program.run("build Keycloak", folder, build(folder), Map.of());
          makeLauncher(folder);
        });
    return home;
  }

  /**
   * Starts Keycloak unless it runs, and waits until it is ready and the realm is up to date.
   *
   * @param tell receives messages for the user about the realm
   */
  public static Daemon start(
      Path state,
      Path home,
      Ports ports,
      Postgres postgres,
      Consumer<String> tell,
      AotCaches caches) {
    var daemon =
        Daemon.find(state, NAME)
            .orElseGet(() -> begin(state, home, ports, postgres.port(), caches));
    daemon.await(TIMEOUT, () -> isReady(ports));
    new Realm(state, ports, tell).settle();
    daemon.await(TIMEOUT, () -> answers(ports));
    return daemon;
  }

  /** Starts Keycloak without waiting for it. It must not be running. */
  public static Daemon begin(Path state, Path home, Ports ports, int postgres, AotCaches caches) {
    var command =
        command(
            home,
            List.of(
                "-D" + Daemon.mark(state, NAME, ports.http()),
                Checkout.temporary(state, NAME),
                "-Xms64m",
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                Program.TRIM,
                "-XX:TieredStopAtLevel=1"),
            List.of("-jar", home.resolve(LAUNCHER).toString(), "start", "--optimized"));
    return Daemon.start(
        state, NAME, ports.http(), caches.command(state, NAME, command), settings(ports, postgres));
  }

  public static void stop(Daemon daemon) {
    daemon.stop(Daemon.Signal.TERM, Duration.ofSeconds(30));
  }

  public static boolean answers(Ports ports) {
    return isReady(ports)
        && Web.answers("http://127.0.0.1:" + ports.http() + "/realms/" + Realm.NAME);
  }

  private static boolean isReady(Ports ports) {
    return Web.answers("http://127.0.0.1:" + ports.management() + "/health/ready");
  }

  private static Map<String, String> settings(Ports ports, int postgres) {
    return Map.ofEntries(
        Map.entry("KC_DB_URL", Postgres.jdbcUrl(postgres, NAME)),
        Map.entry("KC_DB_USERNAME", NAME),
        Map.entry("KC_DB_PASSWORD", NAME),
        Map.entry("KC_DB_POOL_INITIAL_SIZE", "1"),
        Map.entry("KC_DB_POOL_MIN_SIZE", "1"),
        Map.entry("KC_DB_POOL_MAX_SIZE", "20"),
        Map.entry("KC_HTTP_ENABLED", "true"),
        Map.entry("KC_HTTP_HOST", "127.0.0.1"),
        Map.entry("KC_HTTP_PORT", Integer.toString(ports.http())),
        Map.entry("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1"),
        Map.entry("KC_HTTP_MANAGEMENT_PORT", Integer.toString(ports.management())),
        Map.entry("KC_HOSTNAME", "http://localhost:" + ports.http()),
        // Does not log each health check.
        Map.entry("KC_LOG_LEVEL", "info,io.smallrye.health:off"),
        // No cluster. The default would open JGroups on every network address.
        Map.entry("KC_CACHE", "local"),
        Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", Realm.ADMINISTRATOR),
        Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", Realm.ADMINISTRATOR));
  }

  /** The command of bin/kc.sh, run without its shell, which would stay as the parent process. */
  private static List<String> command(Path home, List<String> jvm, List<String> program) {
    var command = new ArrayList<String>();
    command.add(Program.java());
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dkc.home.dir=" + home,
            "-Djboss.server.config.dir=" + home.resolve("conf"),
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000"));
    command.addAll(program);
    return command;
  }

  private static List<String> build(Path home) {
    var program = new ArrayList<String>();
    OPENED.forEach(each -> program.add("--add-opens=" + each + "=ALL-UNNAMED"));
    program.add("--enable-native-access=ALL-UNNAMED");
    program.addAll(
        List.of(
            "-cp",
            home.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    program.addAll(BUILD);
    return command(
        home, List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), program);
  }

  /**
   * Makes a jar that names all of Keycloak's jars, in the order of its own class loader. The JVM's
   * class loader then loads them, and an AOT cache can hold them. Packages are opened here, because
   * the JVM uses no cache beside such an option.
   */
  private static void makeLauncher(Path home) throws IOException {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, MAIN);
    attributes.putValue("Add-Opens", String.join(" ", OPENED));
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    var jars = new ArrayList<String>();
    for (var folder : FOLDERS) {
      try (var found = Files.newDirectoryStream(home.resolve(folder), "*.jar")) {
        // Transformed classes stand before the generated ones, and both before the originals.
        StreamSupport.stream(found.spliterator(), false)
            .map(jar -> folder + "/" + jar.getFileName())
            .sorted(Comparator.reverseOrder())
            .forEach(jars::add);
      }
    }
    attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
    new JarOutputStream(Files.newOutputStream(home.resolve(LAUNCHER)), manifest).close();
  }

  /** The folder depends on the version, the features and the launcher. */
  private static Path home(Path zip) {
    return Checkout.programs()
        .resolve(
            "keycloak-"
                + digest(zip.getFileName() + String.join(" ", BUILD) + LAUNCHER + OPENED + FOLDERS)
                    .substring(0, 12));
  }

  private static Path zip() {
    var folder = Checkout.root().resolve("test-servers/target/keycloak");
    try (var files = Files.list(folder)) {
      // After a change of version the old archive may still be there.
      var zip =
          files
              .filter(file -> file.toString().endsWith(".zip"))
              .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
      if (zip.isPresent()) {
        return zip.get();
      }
    } catch (IOException e) {
      // Handled as an empty folder.
    }
    throw new Trouble(
        "Keycloak's archive is not in "
            + folder
            + ": run mvn package -pl test-servers -am (./zhihe up does it by itself).");
  }

  /** Unpacks the archive without its top folder. */
  private static void unzip(Path zip, Path folder) throws IOException {
    try (var archive = new ZipFile(zip.toFile())) {
      for (var entry : Collections.list(archive.entries())) {
        var name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        var target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("An entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (var content = archive.getInputStream(entry)) {
            Files.copy(content, target);
          }
        }
      }
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
