package dev.zhihe.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whom PostgreSQL runs as. */
final class PostgresUser {
  private PostgresUser() {}

  /**
   * PostgreSQL refuses to run as root, so root starts it under another number: in a user namespace
   * of its own, or, where those are forbidden (containers), as nobody.
   *
   * @param data the folder that must belong to whom it runs as
   */
  static List<String> ordinary(Path data) {
    if (!isRoot()) {
      return List.of();
    }
    if (Program.succeeds("unshare", "-U", "true")) {
      return List.of("unshare", "-U");
    }
    // The capability lets nobody reach a checkout inside /root.
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
    // Files that are his already are left alone: changing a file's owner changes its identity.
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
