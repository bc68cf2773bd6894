package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Checks a workbook before its content is read. It refuses macros, links to other files,
 * encryption, XML entities, and archives that expand to an extreme size. It reads each byte once
 * and keeps none. A workbook that passes can be read in little memory, so that a service with 256
 * MB can process it beside other requests.
 */
final class WorkbookGuard {
  private static final int MAX_ENTRIES = 200;
  private static final long MAX_INFLATED_BYTES = 100_000_000;

  /**
   * Maximum size of all parts that a reader keeps in memory: shared strings, styles and
   * relationships.
   */
  private static final long MAX_KEPT_BYTES = 8_000_000;

  private static final int MAX_RATIO = 100;
  private static final int MIN_CHECKED_BYTES = 1_000_000;
  private static final String CONTENT_TYPES = "[Content_Types].xml";

  private static final byte[] ARCHIVE = {'P', 'K', 3, 4};

  /** How files of the formats before .xlsx begin, and encrypted ones. */
  private static final byte[] COMPOUND_FILE = {
    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
  };

  /** How an .ods begins, after the head of its first entry. */
  private static final String OPEN_DOCUMENT = "mimetypeapplication/vnd.oasis.opendocument.";

  private static final int OPEN_DOCUMENT_BYTES = 128;

  private final ZipFile zip;
  private final Set<String> kept =
      new HashSet<>(Set.of(CONTENT_TYPES, "_rels/.rels", "xl/sharedStrings.xml", "xl/styles.xml"));
  private long inflatedLeft = MAX_INFLATED_BYTES;
  private long keptLeft = MAX_KEPT_BYTES;
  private @Nullable String sheet;
  private @Nullable String styles;
  private @Nullable String texts;
  private boolean from1904;

  private WorkbookGuard(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Checks a workbook, and refuses a harmful one. Returns its parts other than the cells.
   *
   * @param limits receives the cells of the sheet to read, and refuses those that are too many
   */
  static WorkbookParts check(Path file, SheetXml.Cells limits) throws IOException {
    refuseOtherFormats(file);
    if (!isArchive(file)) {
      throw unreadable("not a zip archive");
    }
    try (var zip = new ZipFile(file.toFile())) {
      return new WorkbookGuard(zip).check(limits);
    } catch (TooMuch e) {
      throw bomb();
    } catch (ZipException e) {
      throw unreadable(e.getMessage());
    }
  }

  /** Refuses a spreadsheet of another format than .xlsx, with an error that says how to save it. */
  static void refuseOtherFormats(Path file) throws IOException {
    if (Arrays.equals(start(file, COMPOUND_FILE.length), COMPOUND_FILE)) {
      throw refused(
          "encrypted-or-old",
          "文件已加密，或是旧的 .xls、.et 格式；请用 Excel、WPS 或 LibreOffice 打开，去掉密码，另存为“Excel 工作簿（*.xlsx）”",
          "the file is encrypted or an old .xls: open it in a spreadsheet program, take the password off, and save it as Excel Workbook (*.xlsx)");
    }
    if (isArchive(file) && isOpenDocument(file)) {
      throw openDocument();
    }
  }

  private static Problem openDocument() {
    return refused(
        "open-document",
        "文件是 .ods 格式；请用 LibreOffice 或 WPS 打开，另存为“Excel 2007–365（*.xlsx）”",
        "the file is an .ods: open it in LibreOffice and save it as Excel 2007–365 (*.xlsx)");
  }

  /** Source: OpenDocument 1.3 part 2, 3.3: the archive's first file is called mimetype. */
  private static boolean isOpenDocument(Path file) throws IOException {
    return new String(start(file, OPEN_DOCUMENT_BYTES), StandardCharsets.ISO_8859_1)
        .contains(OPEN_DOCUMENT);
  }

  /** Whether a file is a zip archive, as workbooks are. */
  static boolean isArchive(Path file) throws IOException {
    return Arrays.equals(start(file, ARCHIVE.length), ARCHIVE);
  }

  private static byte[] start(Path file, int length) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(length);
    }
  }

  private WorkbookParts check(SheetXml.Cells limits) throws IOException {
    if (zip.size() > MAX_ENTRIES) {
      throw bomb();
    }
    if (zip.getEntry(CONTENT_TYPES) == null && zip.getEntry("content.xml") != null) {
      throw openDocument(); // SheetJS compresses the media type
    }
    for (var entries = zip.entries(); entries.hasMoreElements(); ) {
      refuseHarm(entries.nextElement().getName().toLowerCase(Locale.ROOT));
    }
    var first = firstSheet(workbook());
    sheet = first;
    var parts =
        new WorkbookParts(
            first,
            read(styles, CellFormats::read),
            Objects.requireNonNullElse(read(texts, SharedTexts::read), List.of()),
            from1904);
    var inspected = false;
    for (var entries = zip.entries(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      try (var in = new Inflating(entry)) {
        if (entry.getName().equals(sheet)) {
          SheetXml.read(in, parts, limits);
          inspected = true;
        } else if (!entry.getName().equals(styles) && !entry.getName().equals(texts)) {
          in.skipAll();
        }
      }
    }
    if (!inspected) {
      throw unreadable("no sheet");
    }
    return parts;
  }

  /** Reads a part that the workbook need not have. */
  private <T> @Nullable T read(@Nullable String part, Function<InputStream, T> reader)
      throws IOException {
    var entry = part == null ? null : zip.getEntry(part);
    if (entry == null) {
      return null;
    }
    try (var in = new Inflating(entry)) {
      return reader.apply(in);
    }
  }

  private static void refuseHarm(String name) {
    if (name.endsWith("vbaproject.bin") || name.contains("macrosheets/")) {
      throw refused(
          "macros", "文件含宏；请另存为不含宏的 .xlsx", "the file has macros: save it as .xlsx without them");
    }
    if (name.contains("externallinks/")) {
      throw refused(
          "external-links",
          "文件链接到其他文件；请断开链接，只留数值",
          "the file links to other files: break the links and keep the values");
    }
    if (name.startsWith("/") || name.contains("..")) {
      throw unreadable(name);
    }
  }

  /**
   * Name of the part with the workbook. Also collects the names of the other parts that a reader
   * keeps in memory.
   */
  private String workbook() throws IOException {
    var workbook = new String[] {"xl/workbook.xml"};
    each(
        CONTENT_TYPES,
        xml -> {
          var type = xml.getAttributeValue(null, "ContentType");
          var part = xml.getAttributeValue(null, "PartName");
          if (type == null || part == null || !xml.getLocalName().equals("Override")) {
            return;
          }
          var name = part.startsWith("/") ? part.substring(1) : part;
          if (type.endsWith(".main+xml")) {
            workbook[0] = name;
          } else if (type.endsWith(".sharedStrings+xml")) {
            texts = name;
          } else if (type.endsWith(".styles+xml")) {
            styles = name;
          }
        });
    kept.add(workbook[0]);
    kept.add(relations(workbook[0]));
    return workbook[0];
  }

  private static String relations(String part) {
    var slash = part.lastIndexOf('/') + 1;
    return part.substring(0, slash) + "_rels/" + part.substring(slash) + ".rels";
  }

  /**
   * Name of the part with the first visible sheet, found through the workbook and its
   * relationships. A relationship also names the texts and formats if no content type does.
   */
  private String firstSheet(String workbook) throws IOException {
    var targets = new HashMap<String, String>();
    each(
        relations(workbook),
        xml -> {
          var type = String.valueOf(xml.getAttributeValue(null, "Type"));
          var id = xml.getAttributeValue(null, "Id");
          var target = xml.getAttributeValue(null, "Target");
          if (!xml.getLocalName().equals("Relationship") || id == null || target == null) {
            return;
          }
          if (type.endsWith("/styles")) {
            styles = styles == null ? resolved(workbook, target) : styles;
          } else if (type.endsWith("/sharedStrings")) {
            texts = texts == null ? resolved(workbook, target) : texts;
          } else if (!type.endsWith("/chartsheet") && !type.endsWith("/dialogsheet")) {
            targets.put(id, target);
          }
        });
    kept.addAll(Stream.of(styles, texts).filter(Objects::nonNull).toList());
    var found = new String[1];
    each(
        workbook,
        xml -> {
          if (xml.getLocalName().equals("workbookPr")) {
            var days = String.valueOf(xml.getAttributeValue(null, "date1904"));
            from1904 = days.equals("1") || days.equals("true");
          } else if (xml.getLocalName().equals("sheet") && found[0] == null) {
            var state = xml.getAttributeValue(null, "state");
            for (int i = 0; i < xml.getAttributeCount(); i++) {
              var target = targets.get(xml.getAttributeValue(i));
              if (xml.getAttributeLocalName(i).equals("id")
                  && target != null
                  && (state == null || state.equals("visible"))) {
                found[0] = target;
              }
            }
          }
        });
    if (found[0] == null) {
      throw unreadable("no visible sheet");
    }
    return resolved(workbook, found[0]);
  }

  private static String resolved(String workbook, String target) {
    return target.startsWith("/")
        ? target.substring(1)
        : workbook.substring(0, workbook.lastIndexOf('/') + 1)
            + (target.startsWith("./") ? target.substring(2) : target);
  }

  private void each(String part, WorkbookXml.Content element) throws IOException {
    var entry = zip.getEntry(part);
    if (entry == null) {
      throw unreadable(part);
    }
    try (var in = new Inflating(entry)) {
      WorkbookXml.read(in, element);
    }
  }

  static Problem bomb() {
    return refused(
        "bomb",
        "文件解压后过大或结构异常，不予读取",
        "the file grows out of all proportion when unpacked, and is not read");
  }

  static Problem unreadable(@Nullable String why) {
    return refused(
        "unreadable",
        "文件不是可读的 .xlsx（%s）".formatted(why),
        "the file is not a readable .xlsx (%s)".formatted(why));
  }

  static Problem refused(String code, String zh, String en) {
    var text = new Text(zh, en);
    return new Problem(
        ProblemType.MALFORMED, text, List.of(new Violation(code, null, null, null, null, text)));
  }

  /**
   * The inflated content of an entry. It counts the real bytes, because the archive's own numbers
   * may be false.
   */
  private final class Inflating extends FilterInputStream {
    private final ZipEntry entry;
    private final boolean isKept;
    private final @Nullable Markup markup;
    private long inflated;

    Inflating(ZipEntry entry) throws IOException {
      super(zip.getInputStream(entry));
      this.entry = entry;
      this.isKept = kept.stream().anyMatch(entry.getName()::equalsIgnoreCase);
      this.markup = isKept || entry.getName().equals(sheet) ? new Markup() : null;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      var count = super.read(into, offset, length);
      if (count > 0) {
        inflated += count;
        inflatedLeft -= count;
        keptLeft -= isKept ? count : 0;
        var packed = Math.max(1, entry.getCompressedSize());
        if (inflatedLeft < 0
            || keptLeft < 0
            || (inflated > MIN_CHECKED_BYTES && inflated / packed > MAX_RATIO)) {
          throw new TooMuch();
        }
        if (markup != null) {
          markup.pass(into, offset, count);
        }
      }
      return count;
    }

    void skipAll() throws IOException {
      var buffer = new byte[8192];
      var start = true;
      for (int count = read(buffer); count >= 0; count = read(buffer)) {
        if (start
            && entry.getName().endsWith(".xml")
            && new String(buffer, 0, count, StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .contains("<!DOCTYPE")) {
          throw bomb();
        }
        start = false;
      }
    }
  }
}
