package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.problem.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks made to fill the memory, read by a process that has 64 MB of it. */
class HostileWorkbooksTest {
  private static final String MAIN =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private static final byte[] NOISE = noise();

  @TempDir Path folder;

  /** Writes the content of a part, as much as it likes. */
  @FunctionalInterface
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Text that does not shrink to a hundredth: what repeats is further away than ZIP looks back. */
  private static void noise(OutputStream out, int bytes) throws IOException {
    for (int left = bytes; left > 0; left -= NOISE.length) {
      out.write(NOISE, 0, Math.min(left, NOISE.length));
    }
  }

  private static byte[] noise() {
    var random = new Random(7);
    var block = new byte[1 << 18];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) ('a' + random.nextInt(26));
    }
    return block;
  }

  private static void many(OutputStream out, int count, String before, String after)
      throws IOException {
    for (int i = 0; i < count; i++) {
      say(out, before + Integer.toString(i, 36) + after);
    }
  }

  private static Map<String, Content> sound() {
    var parts = new LinkedHashMap<String, Content>();
    parts.put(
        "[Content_Types].xml",
        out ->
            say(
                out,
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
                    + TYPE
                    + "sheet.main+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\""
                    + TYPE
                    + "sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\""
                    + TYPE
                    + "styles+xml\"/></Types>"));
    parts.put(
        "xl/workbook.xml",
        out ->
            say(
                out,
                "<workbook "
                    + MAIN
                    + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                    + "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        out ->
            say(
                out,
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + "<Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"));
    parts.put("xl/styles.xml", out -> say(out, "<styleSheet " + MAIN + "></styleSheet>"));
    parts.put("xl/sharedStrings.xml", out -> texts(out, 2));
    parts.put("xl/worksheets/sheet1.xml", out -> sheet(out, "<c t=\"s\"><v>1</v></c>"));
    return parts;
  }

  private static void texts(OutputStream out, int count) throws IOException {
    say(out, "<sst " + MAIN + ">");
    many(out, count, "<si><t>", "</t></si>");
    say(out, "</sst>");
  }

  private static void sheet(OutputStream out, String cells) throws IOException {
    say(
        out,
        "<worksheet "
            + MAIN
            + "><sheetData><row r=\"1\">"
            + cells
            + "</row></sheetData></worksheet>");
  }

  private Path workbook(String name, Map<String, Content> other) throws IOException {
    var parts = sound();
    parts.putAll(other);
    var file = folder.resolve(name);
    try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.setLevel(Deflater.BEST_SPEED);
      for (var entry : parts.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        // Compressed in large pieces: millions of small ones take far longer.
        var part = new BufferedOutputStream(out, 1 << 16);
        entry.getValue().to(part);
        part.flush();
      }
    }
    return file;
  }

  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String TEXTS = "xl/sharedStrings.xml";

  @Test
  void refusesOrReadsEachInSixtyFourMegabytes() throws Exception {
    var last = "<c t=\"s\"><v>300000</v></c>";
    var expected = new LinkedHashMap<Path, String>();
    expected.put(workbook("sound", Map.of()), "1 row");
    expected.put(
        workbook("zeros", Map.of("xl/media/zeros.bin", out -> out.write(new byte[120_000_000]))),
        "bomb");
    expected.put(
        workbook("noise", Map.of("xl/media/noise.bin", out -> noise(out, 120_000_000))), "bomb");
    expected.put(
        workbook(
            "a row of long cells",
            Map.of(
                SHEET,
                out -> {
                  say(out, "<worksheet " + MAIN + "><sheetData><row r=\"1\">");
                  for (int i = 0; i < 150; i++) {
                    say(out, "<c t=\"inlineStr\"><is><t>");
                    noise(out, 600_000);
                    say(out, "</t></is></c>");
                  }
                  say(out, "</row></sheetData></worksheet>");
                })),
        "too-long");
    expected.put(
        workbook(
            "a long shared text in every cell",
            Map.of(
                TEXTS,
                out -> {
                  say(out, "<sst " + MAIN + "><si><t>");
                  noise(out, 30_000);
                  say(out, "</t></si></sst>");
                },
                SHEET,
                out -> sheet(out, "<c t=\"s\"><v>0</v></c>".repeat(150)))),
        "too-long");
    expected.put(
        workbook(
            "entities",
            Map.of(
                SHEET,
                out -> {
                  say(out, "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">");
                  for (char c = 'b'; c < 'k'; c++) {
                    say(
                        out,
                        "<!ENTITY " + c + " \"" + ("&" + (char) (c - 1) + ";").repeat(10) + "\">");
                  }
                  say(out, "]>");
                  sheet(out, "<c t=\"inlineStr\"><is><t>&j;</t></is></c>");
                })),
        "bomb");
    expected.put(
        workbook("far", Map.of(SHEET, out -> sheet(out, "<c r=\"WQL1\"><v>1</v></c>"))), "columns");
    expected.put(
        workbook("wide", Map.of(SHEET, out -> sheet(out, "<c><v>1</v></c>".repeat(16_000)))),
        "columns");
    expected.put(
        workbook(
            "long",
            Map.of(
                SHEET,
                out -> {
                  say(out, "<worksheet " + MAIN + "><sheetData>");
                  many(out, 60_000, "<row><c><v>", "</v></c></row>");
                  say(out, "</sheetData></worksheet>");
                })),
        "too-large");
    expected.put(
        workbook(
            "texts that just pass",
            Map.of(TEXTS, out -> texts(out, 380_000), SHEET, out -> sheet(out, last))),
        "1 row");
    expected.put(
        workbook(
            "too many texts",
            Map.of(TEXTS, out -> texts(out, 900_000), SHEET, out -> sheet(out, last))),
        "bomb");
    expected.put(
        workbook(
            "one text",
            Map.of(
                SHEET,
                out -> {
                  say(out, "<worksheet " + MAIN + "><sheetData><row><c t=\"inlineStr\"><is><t>");
                  noise(out, 90_000_000);
                  say(out, "</t></is></c></row></sheetData></worksheet>");
                })),
        "too-long");
    expected.put(
        workbook(
            "one attribute",
            Map.of(
                SHEET,
                out -> {
                  say(out, "<worksheet " + MAIN + " a=\"");
                  noise(out, 90_000_000);
                  say(out, "\"/>");
                })),
        "bomb");
    expected.put(
        workbook(
            "one comment",
            Map.of(
                SHEET,
                out -> {
                  say(out, "<worksheet " + MAIN + "><!-->");
                  many(out, 9_000_000, "<?", "?>");
                  say(out, "--></worksheet>");
                })),
        "bomb");
    expected.put(
        workbook(
            "many styles",
            Map.of(
                "xl/styles.xml",
                out -> {
                  say(out, "<styleSheet " + MAIN + "><numFmts>");
                  many(out, 1_500_000, "<numFmt numFmtId=\"1\" formatCode=\"", "\"/>");
                  say(out, "</numFmts></styleSheet>");
                })),
        "bomb");
    expected.put(
        workbook(
            "many relations",
            Map.of(
                "xl/_rels/workbook.xml.rels",
                out -> {
                  say(out, "<Relationships>");
                  many(out, 1_500_000, "<Relationship Target=\"a\" Id=\"", "\"/>");
                  say(out, "</Relationships>");
                })),
        "bomb");
    expected.put(
        workbook(
            "texts under another name",
            Map.of(
                "[Content_Types].xml",
                out ->
                    say(
                        out,
                        "<Types><Override PartName=\"/xl/media/a.png\" ContentType=\""
                            + TYPE
                            + "sharedStrings+xml\"/></Types>"),
                "xl/media/a.png",
                out -> texts(out, 3_000_000),
                SHEET,
                out -> sheet(out, "<c t=\"s\"><v>2900000</v></c>"))),
        "bomb");
    expected.put(
        workbook(
            "another encoding",
            Map.of(
                SHEET,
                out ->
                    say(
                        out,
                        "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><worksheet "
                            + MAIN
                            + "/>"))),
        "unreadable");

    var child =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xmx" + System.getProperty("heap", "64m"),
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HostileWorkbooksTest.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var contents = new LinkedHashMap<Path, String>();
    try (var lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var parts = line.split("\t", -1);
        if (parts.length == 2) {
          contents.put(Path.of(parts[0]), parts[1]);
        }
      }
    }
    assertThat(contents).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(child.waitFor()).as("3 is out of memory").isZero();
  }

  /** Reads every workbook of a folder, and says what became of it. */
  public static void main(String[] args) throws IOException {
    List<Path> files;
    try (var found = Files.list(Path.of(args[0]))) {
      files = found.toList();
    }
    for (var file : files) {
      System.out.println(file + "\t" + outcome(file));
    }
  }

  private static String outcome(Path file) throws IOException {
    var rows = new int[1];
    try {
      XlsxFile.read(
          file,
          List.of(),
          new Lines() {
            @Override
            public void header(long number, List<String> names) {
              rows[0]++;
            }

            @Override
            public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
              rows[0]++;
            }
          });
      return rows[0] + " row";
    } catch (Problem refusal) {
      return refusal.violations().isEmpty()
          ? refusal.type().slug()
          : refusal.violations().getFirst().code();
    }
  }
}
