package dev.zhihe.kit.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.Serializable;
import java.util.Locale;

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
