package dev.zhihe.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code java -jar zhihe-verifier.jar FILE… [--head POSITION:CHAIN]…} verifies exports of {@code
 * /v1/audit/{service}/export}, or saved pages of {@code /v1/changes/{service}}, in order. The exit
 * code is 0 if nothing was altered, 1 if something was, 2 if the files cannot be read.
 */
public final class Verifier {
  private static final String USAGE =
      """
      java -jar zhihe-verifier.jar FILE... [--head POSITION:CHAIN]...

      FILE  an export (/v1/audit/SERVICE/export), or pages of the feed (/v1/changes/SERVICE?after=0, then after=next) saved as
            they came, one per file; several in order, each going on where the one before ended
      --head POSITION:CHAIN  a chain value noted elsewhere, such as a daily head (/v1/audit/SERVICE/daily-heads); may be repeated

      Exit code 0: nothing was altered. 1: something was, or a file is not whole. 2: a file cannot be read.
      """;

  private static final Pattern HEAD = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");
  private static final byte[] EXPORT = "{\"export\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST = "{\"end\":".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern END =
      Pattern.compile(
          "(\\{\"end\":\\{\"positions\":(\\d{1,18}),\"position\":(\\d{1,18}),\"chain\":\"([0-9a-f]{64})\",\"sha256\":\")([0-9a-f]{64})\"}}");

  private Verifier() {}

  /** Verifies the named files. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** As {@link #main}, but returns the exit code. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    var files = new ArrayList<Path>();
    var heads = new HashMap<Long, byte[]>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--head")) {
        var head = HEAD.matcher(i + 1 < arguments.length ? arguments[++i] : "");
        if (!head.matches()) {
          err.println("--head takes POSITION:CHAIN, the chain in 64 hexadecimal digits.");
          return 2;
        }
        heads.put(Long.parseLong(head.group(1)), HexFormat.of().parseHex(head.group(2)));
      } else if (arguments[i].startsWith("-")) {
        err.print(USAGE);
        return arguments[i].equals("--help") ? 0 : 2;
      } else {
        files.add(Path.of(arguments[i]));
      }
    }
    if (files.isEmpty()) {
      err.print(USAGE);
      return 2;
    }
    return verify(files, heads, out, err);
  }

  private static int verify(
      List<Path> files, Map<Long, byte[]> heads, PrintStream out, PrintStream err) {
    var walk = new Walk(heads);
    var file = files.getFirst();
    try {
      for (var next : files) {
        file = next;
        read(next, walk);
      }
    } catch (IOException e) {
      err.println(file + " cannot be read: " + e.getMessage());
      return 2;
    } catch (Fault e) {
      out.println("ALTERED at position " + e.position() + ": " + e.getMessage());
      out.println("in " + file + "; up to position " + walk.position() + " nothing is altered.");
      return 1;
    }
    out.println(
        "%d positions, %d to %d%s"
            .formatted(
                walk.position() - walk.first() + 1,
                walk.first(),
                walk.position(),
                walk.withheld() == 0
                    ? ""
                    : "; of " + walk.withheld() + " withheld ones the chain alone"));
    out.println("chain at " + walk.position() + ": " + HexFormat.of().formatHex(walk.chain()));
    walk.content()
        .forEach(
            (type, content) ->
                out.println(type + ": " + content.count() + " entities, " + content.digest()));
    if (walk.first() > 1) {
      out.println("The chain value before position " + walk.first() + " was taken on trust.");
    }
    if (walk.midTransaction()) {
      out.println("The last position lies within a transaction, so these digests are of no cut.");
    }
    if (!walk.headsNotMet().isEmpty()) {
      out.println("NOT COMPARED: no file holds position " + walk.headsNotMet() + " of --head.");
      return 1;
    }
    out.println("Nothing was altered.");
    return 0;
  }

  private static void read(Path file, Walk walk) throws IOException, Fault {
    try (var in = new Lines(Files.newInputStream(file))) {
      var first = in.next();
      if (first == null) {
        throw new IOException("it is empty");
      }
      if (begins(first, EXPORT)) {
        export(first, in, walk);
      } else {
        if (in.next() != null) {
          throw new IOException("it is neither an export nor a page of the feed as it came");
        }
        page(first, walk);
      }
    }
  }

  private static boolean begins(byte[] line, byte[] with) {
    return line.length >= with.length && Arrays.equals(line, 0, with.length, with, 0, with.length);
  }

  private static void export(byte[] first, Lines in, Walk walk) throws IOException, Fault {
    var whole = Hashes.sha256();
    update(whole, first);
    String service;
    long newest;
    long after;
    long to;
    try {
      var export = Walk.get(Json.of(first).object(), "export").object();
      service = Walk.get(export, "service").text();
      newest = Walk.get(export, "feedEpoch").number();
      after = Walk.get(export, "after").number();
      to = Walk.get(export, "to").number();
      walk.begin(after, Walk.get(export, "chain").hex());
    } catch (Json.Malformed e) {
      throw new IOException("its first line: " + e.getMessage(), e);
    }
    while (true) {
      var line = in.next();
      if (line == null) {
        throw new Fault(walk.position() + 1, "the file is not whole: it ends before its end line");
      }
      var end =
          END.matcher(begins(line, LAST) ? new String(line, StandardCharsets.ISO_8859_1) : "");
      if (end.matches()) {
        walk.stands(Long.parseLong(end.group(3)), HexFormat.of().parseHex(end.group(4)));
        whole.update(end.group(1).getBytes(StandardCharsets.ISO_8859_1));
        if (walk.position() != to
            || Long.parseLong(end.group(2)) != to - after
            || !end.group(5).equals(HexFormat.of().formatHex(whole.digest()))) {
          throw new Fault(
              walk.position(),
              "the file's own digest: a byte that is in no row's hash was altered");
        }
        if (in.next() != null) {
          throw new Fault(walk.position(), "the file goes on after its end line");
        }
        return;
      }
      update(whole, line);
      try {
        walk.entry(Json.of(line).object(), service, newest);
      } catch (Json.Malformed e) {
        throw malformed(walk, e);
      }
    }
  }

  private static void page(byte[] line, Walk walk) throws IOException, Fault {
    try {
      var page = Json.of(line).object();
      var items = Walk.get(page, "items").array();
      if (!walk.begun()) {
        if (!items.isEmpty() && Walk.get(items.getFirst().object(), "position").number() != 1) {
          throw new IOException("pages of the feed begin with the one of after=0");
        }
        walk.begin(0, walk.chain());
      }
      var newest = Walk.get(page, "feedEpoch").number();
      for (var item : items) {
        try {
          walk.item(item.object(), newest);
        } catch (Json.Malformed e) {
          throw malformed(walk, e);
        }
      }
      if (!items.isEmpty()) {
        walk.stands(Walk.get(page, "next").number(), Walk.get(page, "chain").hex());
      }
    } catch (Json.Malformed e) {
      throw new IOException("it is neither an export nor a page of the feed: " + e.getMessage(), e);
    }
  }

  private static Fault malformed(Walk walk, Json.Malformed e) {
    return new Fault(walk.position() + 1, "its line cannot be read: " + e.getMessage());
  }

  private static void update(MessageDigest digest, byte[] line) {
    digest.update(line);
    digest.update((byte) '\n');
  }
}
