package dev.zhihe.kit.review;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What every approved act says beside its own content. Texts are stripped, and a blank one is none.
 *
 * @param reason why
 * @param documentTitle title of the document that decides it
 * @param documentNumber number of that document
 * @param effectiveOn the first day on which it holds
 */
public record ActDecision(
    String reason,
    @Nullable String documentTitle,
    @Nullable String documentNumber,
    LocalDate effectiveOn) {

  public ActDecision {
    reason = reason.strip();
    documentTitle = stripped(documentTitle);
    documentNumber = stripped(documentNumber);
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
