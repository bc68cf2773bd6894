package dev.zhihe.kit.imports;

import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * The first sheet of a workbook. What a workbook could do harm with is refused before its content
 * is read: macros, links to other files, encryption, archives that grow out of all proportion.
 * Source of the limits: STANDARDS, HTTP, and RELIABILITY, security tests that count.
 */
final class XlsxFile {
  private static final int MOST_ENTRIES = 200;
  private static final long LARGEST_INFLATED = 100_000_000;
  private static final long LARGEST_SHARED_TEXTS = 20_000_000;
  private static final int HIGHEST_RATIO = 100;
  private static final int SMALL = 1_000_000;

  /** What Excel itself allows. */
  private static final int LONGEST_TEXT = 32_767;

  static final int MOST_COLUMNS = 200;
  static final int MOST_ROWS = 50_000;
  private static final MathContext EXCEL = new MathContext(15);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private XlsxFile() {}

  static void read(Path file, Format.Lines lines) throws IOException {
    guard(file);
    try (var workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        var rows = workbook.getFirstSheet().openStream()) {
      List<String> header = List.of();
      for (var row : (Iterable<Row>) rows::iterator) {
        var cells = new ArrayList<@Nullable String>();
        var broken = new ArrayList<Format.Broken>();
        for (int i = 0; i < row.getCellCount(); i++) {
          var column = i < header.size() ? header.get(i) : null;
          cells.add(text(row.getOptionalCell(i).orElse(null), column, broken));
        }
        while (!cells.isEmpty() && (cells.getLast() == null || cells.getLast().isBlank())) {
          cells.removeLast();
        }
        if (cells.isEmpty()) {
          continue; // formatted, and otherwise empty
        }
        if (header.isEmpty()) {
          header = cells.stream().map(cell -> cell == null ? "" : cell).toList();
          lines.header(header);
        } else {
          while (cells.size() < header.size()) {
            cells.add("");
          }
          lines.row(row.getRowNum(), cells, broken);
        }
      }
    } catch (ExcelReaderException e) {
      throw unreadable(e.getMessage());
    }
  }

  private static @Nullable String text(
      @Nullable Cell cell, @Nullable String column, List<Format.Broken> broken) {
    if (cell == null || cell.getType() == CellType.EMPTY) {
      return "";
    }
    var raw = cell.getRawValue();
    return switch (cell.getType()) {
      case NUMBER -> number(cell, raw);
      case BOOLEAN -> "1".equals(raw) || "true".equals(raw) ? "true" : "false";
      case ERROR -> {
        broken.add(
            new Format.Broken(
                column, raw, "cell-error", new Text("单元格的公式有错", "the cell's formula is in error")));
        yield raw;
      }
      // What Excel computed last; nothing is computed here.
      case FORMULA -> raw == null ? "" : computed(raw);
      default -> {
        var text = cell.getText();
        if (text.length() > LONGEST_TEXT) {
          broken.add(
              new Format.Broken(
                  column,
                  text,
                  "too-long",
                  Text.of("至多 %d 个字符", "at most %d characters", LONGEST_TEXT)));
          yield "";
        }
        yield text;
      }
    };
  }

  private static String number(Cell cell, String raw) {
    var format = cell.getDataFormatString();
    if (format != null && isDate(format)) {
      var moment = cell.asDate();
      if (moment != null) {
        return date(moment, format);
      }
    }
    return computed(raw);
  }

  /** Excel keeps 15 digits and stores the rest as noise: 0.1 + 0.2 is 0.30000000000000004. */
  private static String computed(String raw) {
    try {
      var number = new BigDecimal(raw);
      return Math.abs(number.scale()) > 50
          ? raw
          : number.round(EXCEL).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return raw;
    }
  }

  private static boolean isDate(String format) {
    var bare = format.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*]", "").toLowerCase(Locale.ROOT);
    return bare.contains("y") || bare.contains("d") || bare.contains("mmm") || bare.contains("h:");
  }

  /** As much of the date as its format shows: a month typed as 2025-06 stays a month. */
  private static String date(LocalDateTime moment, String format) {
    var bare = format.toLowerCase(Locale.ROOT);
    if (bare.contains("y") && !bare.contains("d")) {
      return bare.contains("m") ? moment.toString().substring(0, 7) : "" + moment.getYear();
    }
    return moment.toLocalTime().toSecondOfDay() == 0
        ? moment.toLocalDate().toString()
        : MOMENT.format(moment);
  }

  /** Refuses what is no sound workbook, reading every byte once and keeping none. */
  private static void guard(Path file) throws IOException {
    var first = new byte[8];
    try (var in = Files.newInputStream(file)) {
      var length = in.readNBytes(first, 0, first.length);
      if (length == first.length && ReadableWorkbook.isOLE2Header(first)) {
        throw refused(
            "encrypted-or-old",
            "文件已加密，或是旧的 .xls 格式；请去掉密码，另存为 .xlsx",
            "the file is encrypted or an old .xls: take the password off and save it as .xlsx");
      }
      if (length < 4 || !ReadableWorkbook.isOOXMLZipHeader(first)) {
        throw unreadable("not a zip archive");
      }
    }
    try (var zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw bomb();
      }
      var budget = new long[] {LARGEST_INFLATED};
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        refuseHarm(entries.nextElement().getName().toLowerCase(Locale.ROOT));
      }
      var sheet = firstSheet(zip, budget);
      var inspected = false;
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        try (var in = new Inflating(zip, entry, budget)) {
          if (entry.getName().equalsIgnoreCase(sheet)) {
            inspect(in);
            inspected = true;
          } else {
            in.skipAll();
          }
        }
      }
      if (!inspected) {
        throw unreadable("no sheet");
      }
    } catch (ZipException e) {
      throw unreadable(e.getMessage());
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

  /** Name of the part that holds the first sheet, by the workbook and its relationships. */
  private static @Nullable String firstSheet(ZipFile zip, long[] budget) throws IOException {
    var id = new String[1];
    each(
        zip,
        "xl/workbook.xml",
        budget,
        xml -> {
          if (xml.getLocalName().equals("sheet") && id[0] == null) {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
              if (xml.getAttributeLocalName(i).equals("id")) {
                id[0] = xml.getAttributeValue(i);
              }
            }
          }
        });
    Map<String, String> targets = new HashMap<>();
    each(
        zip,
        "xl/_rels/workbook.xml.rels",
        budget,
        xml -> {
          if (xml.getLocalName().equals("Relationship")) {
            targets.put(xml.getAttributeValue(null, "Id"), xml.getAttributeValue(null, "Target"));
          }
        });
    var target = targets.get(id[0]);
    if (target == null) {
      throw unreadable("no sheet");
    }
    return target.startsWith("/") ? target.substring(1) : "xl/" + target;
  }

  /** Columns, rows and merged cells of the sheet that will be read. */
  private static void inspect(InputStream sheet) {
    var rows = new int[1];
    var cells = new int[1];
    var merged = new ArrayList<String>();
    elements(
        sheet,
        xml -> {
          switch (xml.getLocalName()) {
            case "row" -> {
              cells[0] = 0;
              if (++rows[0] > MOST_ROWS + 1) {
                throw new Problem(
                    Problem.Type.TOO_LARGE,
                    Text.of(
                        "工作表至多 %d 行；更多请用 CSV 或 NDJSON",
                        "A sheet has at most %d rows; use CSV or NDJSON for more", MOST_ROWS));
              }
            }
            case "c" -> {
              var place = xml.getAttributeValue(null, "r");
              if (++cells[0] > MOST_COLUMNS || (place != null && column(place) > MOST_COLUMNS)) {
                throw refused(
                    "columns",
                    "工作表至多 %d 列".formatted(MOST_COLUMNS),
                    "a sheet has at most %d columns".formatted(MOST_COLUMNS));
              }
            }
            case "mergeCell" -> {
              if (merged.size() < 20) {
                merged.add(xml.getAttributeValue(null, "ref"));
              }
            }
            default -> {}
          }
        });
    if (!merged.isEmpty()) {
      throw refused(
          "merged-cells",
          "有合并的单元格 %s；请取消合并，并在每一行填写".formatted(String.join("、", merged)),
          "there are merged cells, %s: unmerge them and fill in every row"
              .formatted(String.join(", ", merged)));
    }
  }

  private static int column(String place) {
    int column = 0;
    for (int i = 0; i < place.length() && Character.isLetter(place.charAt(i)); i++) {
      column = column * 26 + (Character.toUpperCase(place.charAt(i)) - 'A' + 1);
    }
    return column;
  }

  private static void each(ZipFile zip, String part, long[] budget, Element element)
      throws IOException {
    var entry = zip.getEntry(part);
    if (entry == null) {
      throw unreadable(part);
    }
    try (var in = new Inflating(zip, entry, budget)) {
      elements(in, element);
    }
  }

  @FunctionalInterface
  private interface Element {
    void at(XMLStreamReader xml);
  }

  private static void elements(InputStream in, Element element) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      var xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD -> throw bomb();
          case XMLStreamConstants.START_ELEMENT -> element.at(xml);
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof TooMuch) {
        throw bomb();
      }
      throw unreadable(e.getMessage());
    }
  }

  private static Problem bomb() {
    return refused(
        "bomb",
        "文件解压后过大或结构异常，不予读取",
        "the file grows out of all proportion when unpacked, and is not read");
  }

  private static Problem unreadable(@Nullable String why) {
    return refused(
        "unreadable",
        "文件不是可读的 .xlsx（%s）".formatted(why),
        "the file is not a readable .xlsx (%s)".formatted(why));
  }

  private static Problem refused(String code, String zh, String en) {
    var text = new Text(zh, en);
    return new Problem(
        Problem.Type.MALFORMED,
        text,
        List.of(new dev.zhihe.kit.http.Violation(code, null, null, null, null, text)));
  }

  /** The limit is reached. */
  private static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** An entry as it inflates: counted in real bytes, whatever the archive claims. */
  private static final class Inflating extends FilterInputStream {
    private final ZipEntry entry;
    private final long[] budget;
    private final long most;
    private long inflated;

    Inflating(ZipFile zip, ZipEntry entry, long[] budget) throws IOException {
      super(zip.getInputStream(entry));
      this.entry = entry;
      this.budget = budget;
      this.most =
          entry.getName().equals("xl/sharedStrings.xml") ? LARGEST_SHARED_TEXTS : LARGEST_INFLATED;
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
        budget[0] -= count;
        var packed = Math.max(1, entry.getCompressedSize());
        if (budget[0] < 0
            || inflated > most
            || (inflated > SMALL && inflated / packed > HIGHEST_RATIO)) {
          throw new TooMuch();
        }
      }
      return count;
    }

    void skipAll() throws IOException {
      var buffer = new byte[8192];
      var start = true;
      try {
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
          if (start
              && entry.getName().endsWith(".xml")
              && new String(buffer, 0, count, java.nio.charset.StandardCharsets.ISO_8859_1)
                  .replace("\0", "")
                  .contains("<!DOCTYPE")) {
            throw bomb();
          }
          start = false;
        }
      } catch (TooMuch e) {
        throw bomb();
      }
    }
  }
}
