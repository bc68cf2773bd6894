package dev.zhihe.kit.problem;

import dev.zhihe.kit.json.Views;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.Serializable;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A text for people, in both languages. */
public record Text(String zh, String en) implements Serializable {

  /**
   * Replaces characters that cannot be stored or sent, because the text may repeat what was
   * received.
   */
  public Text {
    zh = Characters.repeatable(zh);
    en = Characters.repeatable(en);
  }

  /** Both languages, formatted with the same arguments. */
  @SuppressWarnings("AnnotateFormatMethod") // the check expects one format; this method has two
  public static Text of(String zh, String en, Object... arguments) {
    return new Text(
        String.format(Locale.ROOT, zh, arguments), String.format(Locale.ROOT, en, arguments));
  }

  /**
   * All words that an enum has in JSON. Beside each, the Chinese text has what Chinese readers call
   * it: {@code draft 草案、adopted 已批准}.
   */
  public static Text words(Class<? extends Enum<?>> words) {
    var constants = words.getEnumConstants();
    return new Text(
        Stream.of(constants).map(Text::labelled).collect(Collectors.joining("、")),
        Stream.of(constants).map(Views::word).collect(Collectors.joining(", ")));
  }

  private static String labelled(Enum<?> constant) {
    var label = Views.label(constant);
    return label == null ? Views.word(constant) : Views.word(constant) + " " + label;
  }

  /** The text in a language: English for English, else Chinese. */
  public String in(Locale language) {
    return language.getLanguage().equals("en") ? en : zh;
  }

  /**
   * The language of the answer: the first of Chinese and English that the caller accepts; Chinese
   * by default.
   */
  public static Locale language(HttpHeaders headers) {
    for (var accepted : headers.getAcceptableLanguages()) {
      if (accepted.getLanguage().equals("en")) {
        return Locale.ENGLISH;
      }
      if (accepted.getLanguage().equals("zh")) {
        break;
      }
    }
    return Locale.SIMPLIFIED_CHINESE;
  }
}
