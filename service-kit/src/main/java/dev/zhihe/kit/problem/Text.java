package dev.zhihe.kit.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.Serializable;
import java.util.Locale;

/** What a person reads, in both languages. */
public record Text(String zh, String en) implements Serializable {

  /** What it repeats of what was sent can be stored and sent itself. */
  public Text {
    zh = Characters.repeatable(zh);
    en = Characters.repeatable(en);
  }

  /** Both languages, formatted with the same arguments. */
  @SuppressWarnings("AnnotateFormatMethod") // it knows one format per method; here are two
  public static Text of(String zh, String en, Object... arguments) {
    return new Text(
        String.format(Locale.ROOT, zh, arguments), String.format(Locale.ROOT, en, arguments));
  }

  /** The text in a language: English where English is asked for, else Chinese. */
  public String in(Locale language) {
    return language.getLanguage().equals("en") ? en : zh;
  }

  /**
   * The language to answer in: the caller's first of Chinese and English, Chinese if it names
   * neither.
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
