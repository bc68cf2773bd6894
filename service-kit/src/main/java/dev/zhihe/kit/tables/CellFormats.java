package dev.zhihe.kit.tables;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The number formats of a workbook, by the numbers that cells refer to. */
final class CellFormats implements WorkbookXml.Content {
  /** Excel's limit. */
  private static final int MAX_FORMATS = 65_490;

  private final Map<Integer, String> codes = new HashMap<>();
  private final List<Integer> numbers = new ArrayList<>();
  private boolean inCells;

  private CellFormats() {}

  static List<CellFormat> read(InputStream in) {
    var found = new CellFormats();
    WorkbookXml.read(in, found);
    var parsed = new HashMap<Integer, CellFormat>();
    return found.numbers.stream()
        .map(number -> parsed.computeIfAbsent(number, found::format))
        .toList();
  }

  private CellFormat format(int number) {
    var code = codes.get(number);
    return code == null ? CellFormat.builtIn(number) : CellFormat.of(code);
  }

  @Override
  public void start(XMLStreamReader element) {
    switch (element.getLocalName()) {
      case "numFmt" -> {
        var code = element.getAttributeValue(null, "formatCode");
        if (code != null) {
          codes.put(number(element), code);
        }
      }
      case "cellXfs" -> inCells = true;
      case "xf" -> {
        if (inCells) {
          numbers.add(number(element));
          if (numbers.size() > MAX_FORMATS) {
            throw WorkbookGuard.bomb();
          }
        }
      }
      default -> {}
    }
  }

  @Override
  public void end(String name) {
    inCells &= !name.equals("cellXfs");
  }

  private static int number(XMLStreamReader element) {
    var number = whole(element.getAttributeValue(null, "numFmtId"));
    return number == null ? 0 : number;
  }

  /** The number that an attribute gives; null if it gives none. */
  static @Nullable Integer whole(@Nullable String attribute) {
    return attribute != null && attribute.matches("\\d{1,9}") ? Integer.valueOf(attribute) : null;
  }
}
