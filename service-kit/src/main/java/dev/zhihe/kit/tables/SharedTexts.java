package dev.zhihe.kit.tables;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;

/** The texts that the cells of a workbook refer to by their numbers. */
public final class SharedTexts implements WorkbookXml.Content {
  /** A character that XML cannot contain, or an escaped underscore. Source: ECMA-376, 22.9.2.19. */
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final List<String> texts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean inText;
  private int phonetic;

  private SharedTexts() {}

  static List<String> read(InputStream in) {
    var found = new SharedTexts();
    WorkbookXml.read(in, found);
    return found.texts;
  }

  @Override
  public void start(XMLStreamReader element) {
    switch (element.getLocalName()) {
      case "si" -> text.setLength(0);
      case "rPh" -> phonetic++;
      case "t" -> inText = phonetic == 0;
      default -> {}
    }
  }

  @Override
  public void text(XMLStreamReader characters) {
    if (inText) {
      text.append(characters.getText());
    }
  }

  @Override
  public void end(String name) {
    switch (name) {
      case "t" -> inText = false;
      case "rPh" -> phonetic--;
      case "si" -> texts.add(unescaped(text.toString()));
      default -> {}
    }
  }

  /** The text with the characters that its escapes stand for: {@code _x000D_} is a line end. */
  static String unescaped(String text) {
    return text.indexOf("_x") < 0
        ? text
        : ESCAPE
            .matcher(text)
            .replaceAll(
                escape ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  /** The text with its underscores escaped where a reader would take them for an escape. */
  public static String escaped(String text) {
    return text.indexOf("_x") < 0 ? text : text.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
  }
}
