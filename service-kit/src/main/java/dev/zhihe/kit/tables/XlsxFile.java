package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads the first visible sheet of a workbook that the {@link WorkbookGuard} has accepted. */
final class XlsxFile implements SheetXml.Cells {
  private static final MathContext EXCEL = new MathContext(15);
  private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
  private static final int DAYS_TO_1904 = 1_462;

  /** Excel counts a 29 February 1900, so that days before it are one off. */
  private static final int FALSE_LEAP_DAY = 60;

  /** 31 December 9999. */
  private static final int LAST_DAY = 2_958_465;

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");

  private static final Pattern ISO_DATE =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:T(\\d{2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?)?Z?");

  /** The value of a formula in error, where a program wrote it as text. */
  private static final Pattern ERROR = Pattern.compile("#(?:N/A|GETTING_DATA|[A-Z]+(?:/0)?[!?])");

  private final WorkbookParts workbook;
  private final HeaderSearch lines;
  private List<@Nullable String> cells = new ArrayList<>();
  private List<BrokenCell> broken = new ArrayList<>();

  private XlsxFile(WorkbookParts workbook, HeaderSearch lines) {
    this.workbook = workbook;
    this.lines = lines;
  }

  static void read(Path file, List<Column> columns, Lines lines) throws IOException {
    var limits = new SheetLimits(columns);
    var workbook = WorkbookGuard.check(file, limits);
    limits.end();
    var search = new HeaderSearch(columns, lines);
    try (var zip = new ZipFile(file.toFile());
        var sheet = zip.getInputStream(zip.getEntry(workbook.sheet()))) {
      SheetXml.read(sheet, workbook, new XlsxFile(workbook, search));
    }
    search.end();
  }

  @Override
  public void cell(SheetXml.Found cell) {
    if (!cell.isUsed()) {
      return;
    }
    while (cells.size() < cell.column()) {
      cells.add("");
    }
    cells.set(cell.column() - 1, text(cell));
  }

  @Override
  public void rowEnd(int number) {
    while (!cells.isEmpty() && SheetXml.Found.isEmpty(cells.getLast())) {
      cells.removeLast();
    }
    if (!cells.isEmpty() || !broken.isEmpty()) {
      while (cells.size() < lines.width()) {
        cells.add("");
      }
      lines.row(number, cells, broken);
    }
    cells = new ArrayList<>();
    broken = new ArrayList<>();
  }

  @Override
  public void merged(String range) {}

  private @Nullable String text(SheetXml.Found cell) {
    var raw = cell.value();
    if (raw == null) {
      return refused(
          cell,
          "",
          "cell-error",
          new Text(
              "公式没有存下结果；请用 Excel 或 WPS 打开文件，保存后再传",
              "the formula has no stored result: open the file in a spreadsheet program and save it"));
    }
    return switch (cell.type()) {
      case "b" -> raw.strip().equals("1") || raw.strip().equals("true") ? "true" : "false";
      case "e" -> inError(cell, raw);
      case "d" -> isoDate(cell, raw.strip());
      case "n" -> number(cell, raw.strip());
      default -> {
        if (cell.formula() && ERROR.matcher(raw).matches()) {
          yield inError(cell, raw);
        }
        yield raw.length() <= Format.MAX_CELL_LENGTH
            ? raw
            : refused(
                cell,
                raw,
                "too-long",
                Text.of("至多 %d 个字符", "at most %d characters", Format.MAX_CELL_LENGTH));
      }
    };
  }

  private String number(SheetXml.Found cell, String raw) {
    BigDecimal number;
    try {
      number = new BigDecimal(raw);
    } catch (NumberFormatException e) {
      return refused(
          cell, raw, "cell-error", new Text("单元格的数字不可读", "the cell's number is not readable"));
    }
    if (Math.abs((long) number.scale()) > 50) {
      return raw; // no column accepts it
    }
    var format = workbook.format(cell.style());
    // Excel displays 15 digits. Further ones are noise: 0.1 + 0.2 is stored as 0.30000000000000004.
    var shown = number.round(EXCEL);
    return switch (format.display(number)) {
      case NUMBER -> isKept(number) ? plain(shown) : tooManyDigits(cell, raw);
      case PERCENT -> plain(shown.movePointRight(2)) + "%";
      case TIME -> time(cell, number, raw);
      case DAY, MONTH, YEAR -> {
        var moment = moment(number);
        yield moment == null ? noDate(cell, raw) : date(moment, format.display(number));
      }
    };
  }

  /**
   * Whether rounding loses nothing but noise. Digits before the point are none: a code of 18 digits
   * that a program stored as a number would become another code.
   */
  private static boolean isKept(BigDecimal number) {
    var digits = number.stripTrailingZeros();
    var most = EXCEL.getPrecision();
    return digits.precision() <= most || digits.precision() - digits.scale() <= most;
  }

  private String tooManyDigits(SheetXml.Found cell, String raw) {
    return refused(
        cell,
        raw,
        "number",
        new Text(
            "整数部分超过 15 位，表格程序不能保留其后各位；请设为文本格式后重新填写",
            "more than 15 digits before the point, which spreadsheets do not keep: format the cell as text and enter it again"));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** The moment that a number of days stands for, to the second; null if there is none. */
  private @Nullable LocalDateTime moment(BigDecimal days) {
    var last = workbook.from1904() ? LAST_DAY - DAYS_TO_1904 : LAST_DAY;
    if (days.compareTo(BigDecimal.ONE) < 0 || days.compareTo(BigDecimal.valueOf(last + 1)) >= 0) {
      return null;
    }
    var seconds = seconds(days);
    var day = Math.toIntExact(seconds / 86_400);
    var since1900 = workbook.from1904() ? day + DAYS_TO_1904 : day;
    if (since1900 == FALSE_LEAP_DAY) {
      return null;
    }
    var date = DAY_ZERO.plusDays(since1900 < FALSE_LEAP_DAY ? since1900 + 1L : since1900);
    return date.atTime(LocalTime.ofSecondOfDay(seconds % 86_400));
  }

  private static long seconds(BigDecimal days) {
    return days.multiply(SECONDS_OF_A_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private String time(SheetXml.Found cell, BigDecimal number, String raw) {
    var seconds =
        number.signum() < 0 || number.compareTo(BigDecimal.ONE) >= 0 ? -1 : seconds(number);
    return seconds < 0 || seconds >= 86_400
        ? refused(cell, raw, "date", new Text("不是一天之内的时刻", "not a time of day"))
        : TIME.format(LocalTime.ofSecondOfDay(seconds));
  }

  private String isoDate(SheetXml.Found cell, String raw) {
    var parts = ISO_DATE.matcher(raw);
    if (!parts.matches()) {
      return noDate(cell, raw);
    }
    try {
      var time = parts.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(parts.group(2));
      var display = workbook.format(cell.style()).display(BigDecimal.ONE);
      return date(LocalDate.parse(parts.group(1)).atTime(time), display);
    } catch (DateTimeException e) {
      return noDate(cell, raw);
    }
  }

  /** The part of the date that its format displays: a month entered as 2025-06 stays a month. */
  private static String date(LocalDateTime moment, CellFormat.Display display) {
    return switch (display) {
      case MONTH -> MONTH.format(moment);
      case YEAR -> String.valueOf(moment.getYear());
      default ->
          moment.toLocalTime().equals(LocalTime.MIDNIGHT)
              ? moment.toLocalDate().toString()
              : MOMENT.format(moment);
    };
  }

  private String noDate(SheetXml.Found cell, String raw) {
    return refused(
        cell,
        raw,
        "date",
        new Text("单元格是日期格式，其中却不是日期", "the cell is formatted as a date and holds none"));
  }

  private String inError(SheetXml.Found cell, String raw) {
    return refused(cell, raw, "cell-error", new Text("单元格的公式有错", "the cell's formula is in error"));
  }

  /** Notes that the cell cannot be read. The name of its column is known once the header is. */
  private String refused(SheetXml.Found cell, String value, String code, Text detail) {
    broken.add(new BrokenCell(lines.name(cell.column() - 1), value, code, detail));
    return code.equals("too-long") ? "" : value;
  }
}
