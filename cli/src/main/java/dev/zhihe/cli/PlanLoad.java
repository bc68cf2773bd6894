package dev.zhihe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Loads a folder of files ({@code NN-family.csv}, {@code .ndjson} or {@code .xlsx}, NN the order)
 * through the public import API. An editor uploads them; occupancy reports are uploaded by their
 * operator. A reviewer then adopts or accepts them. Last come the acts of the folder, if it has
 * some ({@link FolderActs}). It uses no private interface: the same accounts can do the same with
 * curl.
 */
public final class PlanLoad {
  private static final Pattern FILE =
      Pattern.compile("(\\d{2})-([a-z][a-z0-9-]*)\\.(csv|ndjson|xlsx)");

  /** Names of files that were probably meant to be loaded. */
  private static final Pattern LIKELY = Pattern.compile("(?i)[^.].*\\.(csv|ndjson|xlsx?)");

  private static final int TIMEOUT = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path remembered;
  private final Path errors;
  private final String gateway;
  private final Login editor;
  private final Login operator;
  private final Login reviewer;
  private final DraftReview draftReview;
  private final PrintStream out;
  private volatile @Nullable Upload underWay;

  /** Loads as the demo accounts, through the gateway of these ports. */
  public PlanLoad(Path state, Ports ports, PrintStream out) {
    this.remembered = state.resolve("loaded");
    this.errors = state.resolve("errors");
    this.gateway = "http://127.0.0.1:" + ports.gateway();
    this.editor = new Login(state, ports, "editor-demo");
    this.operator = new Login(state, ports, "operator-demo");
    this.reviewer = new Login(state, ports, "reviewer-demo");
    this.draftReview = new DraftReview(gateway, reviewer, out);
    this.out = out;
  }

  /**
   * Loads every file that was not loaded before, in order, then adopts the drafts and carries out
   * the folder's acts. Stops at the first error.
   */
  void load(Path folder) {
    load(folder, file -> upload(file, ""), false);
  }

  /** As {@link #load}, but of all files. Existing rows are changed to what the files say. */
  void update(Path folder) {
    load(folder, file -> upload(file, "?onExisting=update"), true);
  }

  /**
   * As {@link #load}, but existing data wins. Of a file that differs from the stored data, new rows
   * are loaded and differing rows are listed. They are listed each time until they agree. If an
   * account cannot log in, the folder is left for the next start.
   *
   * @return whether nothing failed but such differences and logins
   */
  public boolean offer(Path folder) {
    try {
      load(folder, this::uploadWhatIsNew, false);
      return true;
    } catch (Login.Refused e) {
      out.println("zhihe: " + folder + " waits for the next ./zhihe up. " + e.getMessage());
      return true;
    } catch (Trouble e) {
      out.println("zhihe: " + folder + " is not loaded. " + e.getMessage());
      return false;
    }
  }

  private void load(Path folder, Predicate<Path> take, boolean again) {
    var files = files(folder);
    requireServers();
    var fresh = files.stream().filter(file -> again || !Files.exists(memory(file, ""))).toList();
    // A load that was interrupted between upload and adoption still has to adopt.
    var toAdopt =
        files.stream()
            .filter(file -> adoptable(file) && (again || !Files.exists(memory(file, ".adopted"))))
            .toList();
    var acts = new FolderActs(folder, gateway, this::account, out);
    var script = acts.files();
    var act = !script.isEmpty() && (again || !Files.exists(memory(script)));
    if (fresh.isEmpty() && toAdopt.isEmpty() && !act) {
      out.println(folder + " is loaded already, and not changed since.");
      return;
    }
    if (!fresh.isEmpty()) {
      out.println("Loading " + folder + ":");
    }
    for (var file : files) {
      if (fresh.contains(file)) {
        if (take.test(file)) {
          remember(memory(file, ""));
        }
        if (DraftReview.FAMILIES.contains(family(file)) && !adoptable(file)) {
          out.println("    not adopted, as only .csv is: a reviewer has to do it through the API");
        }
      } else if (!fresh.isEmpty()) {
        out.printf("  %-28s loaded before, not changed since%n", file.getFileName());
      }
    }
    if (!toAdopt.isEmpty()) {
      out.println("Adopting as reviewer-demo:");
      toAdopt.forEach(
          file -> {
            draftReview.adopt(file, family(file));
            remember(memory(file, ".adopted"));
          });
    }
    if (act) {
      out.println("Acts of " + folder + ":");
      acts.carryOut();
      remember(memory(script));
    }
  }

  private Login account(String name) {
    return List.of(editor, operator, reviewer).stream()
        .filter(login -> login.isOf(name))
        .findFirst()
        .orElseThrow(() -> new Trouble("No account " + name + " carries out acts."));
  }

  private boolean upload(Path file, String options) {
    var family = family(file);
    var upload = new Upload(file, gateway, family, owner(family), errors, out);
    underWay = upload;
    try {
      upload.send(options);
    } finally {
      underWay = null;
    }
    return true;
  }

  /** Loads the file's new rows. Returns whether the whole file is stored. */
  private boolean uploadWhatIsNew(Path file) {
    try {
      return upload(file, "");
    } catch (Upload.Refused e) {
      if (!e.isOnlyDifferent()) {
        throw e;
      }
      upload(file, "?mode=valid");
      new Differences(file, gateway + "/v1/" + family(file), owner(family(file)), out)
          .print(e.errors());
      return false;
    }
  }

  private Login owner(String family) {
    return family.equals(DraftReview.REPORTS) ? operator : editor;
  }

  /**
   * Handles Ctrl-C: cancels the running upload, so that its job does not continue in the
   * background. The process is about to end.
   */
  void interrupt() {
    var upload = underWay;
    if (upload != null) {
      upload.interrupt();
    }
  }

  /** Requires that all services are up. Records of earlier loads do not show that. */
  private void requireServers() {
    var down = down();
    for (var again = 0; again < TIMEOUT && !down.isEmpty(); again++) {
      Web.pause(1); // a busy machine may answer late, once
      down = down();
    }
    if (!down.isEmpty()) {
      throw new Trouble(
          "Not up: "
              + String.join(", ", down)
              + ". ./zhihe up -d starts what is missing; then load again.");
    }
  }

  private List<String> down() {
    var answer =
        Web.send(
            HttpRequest.newBuilder(URI.create(gateway + "/health"))
                .timeout(Duration.ofSeconds(10))
                .build(),
            "The gateway");
    try {
      return JSON.readTree(answer.body()).path("parts").properties().stream()
          .filter(part -> part.getValue().path("status").asText().equals("down"))
          .map(Map.Entry::getKey)
          .toList();
    } catch (JsonProcessingException e) {
      throw new Trouble(
          "What answers at " + gateway + " is not Zhihe's gateway: ./zhihe status tells what runs.",
          e);
    }
  }

  private List<Path> files(Path folder) {
    try (var found = Files.list(folder)) {
      var all = found.sorted().toList();
      var files =
          all.stream()
              .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
              .toList();
      for (var file : all) {
        if (!files.contains(file) && LIKELY.matcher(file.getFileName().toString()).matches()) {
          out.println(
              "  "
                  + file.getFileName()
                  + " is passed over: to be loaded it needs a name such as 01-plans.csv, two digits for the order and the family");
        }
      }
      if (files.isEmpty()) {
        throw new Trouble(
            "No file in "
                + folder
                + " is named NN-family.csv (or .ndjson, .xlsx), such as 01-plans.csv: there is nothing to load.");
      }
      return files;
    } catch (IOException e) {
      throw new Trouble("Cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String family(Path file) {
    Matcher name = FILE.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(file.toString());
    }
    return name.group(2);
  }

  private static boolean adoptable(Path file) {
    return file.toString().endsWith(".csv") && DraftReview.FAMILIES.contains(family(file));
  }

  /**
   * The file that records that this content was loaded. It is named by the content's hash, so the
   * name and folder of the loaded file do not matter.
   */
  private Path memory(Path file, String suffix) {
    return remembered.resolve(family(file) + "-" + hash(List.of(file)) + suffix);
  }

  /** As {@link #memory(Path, String)}, of a folder's acts. */
  private Path memory(List<Path> acts) {
    return remembered.resolve("acts-" + hash(acts));
  }

  private static String hash(List<Path> files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files) {
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw Checkout.failed("read " + files, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void remember(Path mark) {
    try {
      Checkout.makePrivate(remembered);
      Files.writeString(mark, "");
    } catch (IOException e) {
      throw Checkout.failed("remember what was loaded", e);
    }
  }
}
