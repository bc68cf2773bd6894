package dev.zhihe.kit.review;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An operation that changes data, and whether it needs a second person. A service has an enum of
 * its acts: {@link Review} refuses by it, {@code docs/reference/acts.md} shows it, and a test of
 * the service holds every act against it.
 */
public interface Act {
  /** Whoever prepared it may not take the act, or the reason why one person is enough. */
  sealed interface Rule permits Preparation, Alone {
    /** For the documentation. */
    String note();
  }

  /** Name of the constant: the operation in capitals, such as {@code PUBLISH_NOTICE}. */
  String name();

  /** What is asked of the person. */
  Rule rule();

  /** The operation in the contract. */
  default String operationId() {
    return Pattern.compile("_(.)")
        .matcher(name().toLowerCase(Locale.ROOT))
        .replaceAll(next -> next.group(1).toUpperCase(Locale.ROOT));
  }

  /** Whether another person than who prepared it must take the act. */
  default boolean needsSecondPerson() {
    return rule() instanceof Preparation;
  }

  /** The act's row in the documentation. */
  default String row() {
    return "| `%s` | %s | %s |"
        .formatted(operationId(), needsSecondPerson() ? "●" : "", rule().note());
  }
}
