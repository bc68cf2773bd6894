package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Characters;
import java.io.InputStream;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a sheet, one by one. Rows and cells that do not say where they stand follow one
 * another. A sheet is refused if its places are out of order, or refer to formats, texts or shared
 * formulas that it does not have. Source: ECMA-376, 18.3.1.
 */
final class SheetXml implements WorkbookXml.Content {
  private static final Pattern PLACE = Pattern.compile("([A-Za-z]{1,3})([1-9]\\d{0,6})");

  private static final int MAX_SHARED_FORMULA = 1_000_000;

  /** Receives the content of a sheet. */
  interface Cells {
    void cell(Found cell);

    /** The end of a row, also of an empty one. */
    void rowEnd(int number);

    void merged(String range);
  }

  /**
   * A cell as the file has it.
   *
   * @param type what the value is; {@code n}, a number, if the cell does not say
   * @param style number of its format; null if it has none
   * @param value null if the cell has no value
   */
  record Found(
      int row,
      int column,
      String type,
      @Nullable Integer style,
      boolean formula,
      @Nullable String value) {
    String place() {
      return SheetExtents.letters(column) + row;
    }

    /** Whether the cell contains something. */
    boolean isUsed() {
      return value == null ? formula : !isEmpty(value);
    }

    /** Whether a text says nothing. A forbidden character is refused, even an invisible one. */
    static boolean isEmpty(@Nullable String text) {
      return Characters.isBlank(text) && (text == null || Characters.unfit(text) < 0);
    }
  }

  private final WorkbookParts workbook;
  private final Cells cells;
  private final BitSet sharedFormulas = new BitSet();
  private final StringBuilder value = new StringBuilder();
  private boolean inRows;
  private int row;
  private int column;
  private int length;
  private String type = "n";
  private @Nullable Integer style;
  private boolean formula;
  private boolean hasValue;
  private boolean isShared;
  private @Nullable String shared;
  private boolean master;
  private boolean inValue;
  private int phonetic;
  private boolean inCell;

  private SheetXml(WorkbookParts workbook, Cells cells) {
    this.workbook = workbook;
    this.cells = cells;
  }

  static void read(InputStream sheet, WorkbookParts workbook, Cells cells) {
    WorkbookXml.read(sheet, new SheetXml(workbook, cells));
  }

  @Override
  public void start(XMLStreamReader element) {
    var name = element.getLocalName();
    if (!inRows) {
      if (name.equals("sheetData")) {
        inRows = true;
      } else if (name.equals("mergeCell")) {
        cells.merged(String.valueOf(element.getAttributeValue(null, "ref")));
      }
    } else if (!inCell) {
      switch (name) {
        case "row" -> startRow(element.getAttributeValue(null, "r"));
        case "c" -> startCell(element);
        default -> {}
      }
    } else {
      switch (name) {
        case "v" -> {
          hasValue |= !type.equals("inlineStr");
          inValue = !type.equals("inlineStr");
        }
        case "is" -> hasValue |= type.equals("inlineStr");
        case "rPh" -> phonetic++;
        case "t" -> inValue = type.equals("inlineStr") && phonetic == 0;
        case "f" -> {
          formula = true;
          isShared = "shared".equals(element.getAttributeValue(null, "t"));
          shared = element.getAttributeValue(null, "si");
        }
        default -> {}
      }
    }
  }

  private void startRow(@Nullable String given) {
    var number = given == null ? Integer.valueOf(row + 1) : CellFormats.whole(given);
    if (number == null || number <= row) {
      throw WorkbookGuard.unreadable("row %s after row %d".formatted(given, row));
    }
    row = number;
    column = 0;
    length = 0;
  }

  private void startCell(XMLStreamReader element) {
    var place = element.getAttributeValue(null, "r");
    var next = place == null ? column + 1 : columnOf(place);
    if (next <= column) {
      throw unreadable(String.valueOf(place), "it is out of order");
    }
    column = next;
    inCell = true;
    hasValue = false;
    formula = false;
    isShared = false;
    master = false;
    shared = null;
    phonetic = 0;
    value.setLength(0);
    var given = element.getAttributeValue(null, "t");
    type = given == null ? "n" : given;
    var format = element.getAttributeValue(null, "s");
    style = CellFormats.whole(format);
    if (format != null && (style == null || !workbook.hasFormat(style))) {
      throw unreadable(place(), "there is no format \"%s\"".formatted(format));
    }
  }

  private int columnOf(String place) {
    var parts = PLACE.matcher(place);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) != row) {
      throw unreadable(place, "it stands in row %d".formatted(row));
    }
    int found = 0;
    for (var letter : parts.group(1).toUpperCase(Locale.ROOT).toCharArray()) {
      found = found * 26 + letter - 'A' + 1;
    }
    return found;
  }

  @Override
  public void text(XMLStreamReader characters) {
    if (!inRows) {
      return;
    }
    length += characters.getTextLength();
    if (length > 2 * Format.MAX_ROW_LENGTH) { // a code point takes at most two
      throw Format.tooLong(row);
    }
    if (!inCell) {
      return;
    }
    if (inValue) {
      value.append(characters.getText());
    } else if (isShared && !characters.isWhiteSpace()) {
      master = true;
    }
  }

  @Override
  public void end(String name) {
    switch (name) {
      case "sheetData" -> inRows = false;
      case "row" -> {
        if (inRows) {
          cells.rowEnd(row);
        }
      }
      case "v", "t" -> inValue = false;
      case "rPh" -> phonetic--;
      case "c" -> {
        if (inCell) {
          inCell = false;
          endCell();
        }
      }
      default -> {}
    }
  }

  private void endCell() {
    if (isShared) {
      var number = CellFormats.whole(shared);
      if (number == null
          || number > MAX_SHARED_FORMULA
          || !(master || sharedFormulas.get(number))) {
        throw unreadable(place(), "its shared formula is missing");
      }
      sharedFormulas.set(number);
    }
    var isText = type.equals("str") || type.equals("inlineStr");
    var text = hasValue && (isText || !value.isEmpty()) ? value.toString() : null;
    if (text != null && type.equals("s")) {
      var index = CellFormats.whole(text.strip());
      if (index == null || index >= workbook.texts().size()) {
        throw unreadable(place(), "there is no text \"%s\"".formatted(text));
      }
      text = workbook.texts().get(index);
    } else if (text != null && isText) {
      text = SharedTexts.unescaped(text);
    }
    cells.cell(new Found(row, column, type, style, formula, text));
  }

  private String place() {
    return SheetExtents.letters(column) + row;
  }

  private static RuntimeException unreadable(String place, String why) {
    return WorkbookGuard.unreadable(place + ": " + why);
  }
}
