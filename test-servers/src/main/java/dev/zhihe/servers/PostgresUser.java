package dev.zhihe.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The operating system user that PostgreSQL runs as. */
final class PostgresUser {
  private PostgresUser() {}

  /**
   * PostgreSQL refuses to run as root. So root starts it with another user id in a new user
   * namespace. Where namespaces are forbidden (containers), it runs as nobody.
   *
   * @param data the folder that must belong to that user
   */
  static List<String> ordinary(Path data) {
    if (!isRoot()) {
      return List.of();
    }
    if (Program.succeeds("unshare", "-U", "true")) {
      return List.of("unshare", "-U");
    }
    // With the capability, the user nobody can reach a checkout inside /root.
    var asNobody =
        List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");
    var probe = new ArrayList<>(asNobody);
    probe.add("true");
    // Files that already belong to that user stay unchanged, because a change of owner changes the
    // folder's identity.
    if (Program.succeeds(probe.toArray(String[]::new))
        && Program.succeeds(
            "find",
            data.toString(),
            "!",
            "-user",
            "65534",
            "-exec",
            "chown",
            "65534:65534",
            "{}",
            "+")) {
      return asNobody;
    }
    throw new Trouble(
        "PostgreSQL does not run as root, and this system lets root start it neither with unshare nor with setpriv: run ./zhihe as an ordinary user.");
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
