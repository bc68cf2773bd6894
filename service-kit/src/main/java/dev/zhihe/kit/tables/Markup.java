package dev.zhihe.kit.tables;

import java.util.regex.Pattern;

/**
 * Checks XML while its bytes are read: it must be UTF-8, as every spreadsheet program writes it. No
 * text, tag, comment or section may be so long that reading it would fill the memory.
 */
final class Markup {
  /**
   * Maximum length of a tag, or of the text between two tags. An XML reader buffers at least that
   * much.
   */
  private static final int MAX_MARKUP_LENGTH = 1_000_000;

  private static final Pattern OTHER_ENCODING =
      Pattern.compile(
          "^<\\?xml[^>]*encoding\\s*=\\s*[\"'](?!utf-8[\"'])", Pattern.CASE_INSENSITIVE);

  private final StringBuilder start = new StringBuilder();
  // The character before the > that ends a comment, a section or an instruction; 0 outside of
  // them.
  private int special;
  private int before;
  private int beforeThat;
  private int length;

  void pass(byte[] bytes, int offset, int count) throws TooMuch {
    for (int i = offset; i < offset + count; i++) {
      var now = bytes[i];
      if (start.length() < 200) {
        start.append((char) (now & 0xff));
        if (start.length() == 200 || now == '>') {
          refuseOtherEncodings();
        }
      }
      if (special == 0 && before == '<' && (now == '?' || now == '!')) {
        special = now;
      } else if (special == '!') {
        special = now == '[' ? ']' : now;
      }
      if (now == '<' && special == 0) {
        length = 0;
      } else if (now == '>' && ends()) {
        special = 0;
        length = 0;
      } else if (++length > MAX_MARKUP_LENGTH) {
        throw new TooMuch();
      }
      beforeThat = before;
      before = now;
    }
  }

  private boolean ends() {
    return special != 0
        && before == special
        && (special == '?' || (beforeThat == special && length >= "!----".length()));
  }

  private void refuseOtherEncodings() {
    var text = start.toString();
    if (text.indexOf('\0') >= 0
        || text.startsWith("\u00fe\u00ff")
        || text.startsWith("\u00ff\u00fe")
        || text.startsWith("Lo\u00a7\u0094")
        || OTHER_ENCODING.matcher(text.replaceFirst("^\u00ef\u00bb\u00bf", "")).find()) {
      throw WorkbookGuard.unreadable("an encoding other than UTF-8");
    }
  }
}
