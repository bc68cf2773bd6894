package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a body that breaks constraints, and where. */
public final class ConstraintRefusals {
  private static final String MISSING = "必填 / required";

  private ConstraintRefusals() {}

  /** All violations, as a refusal lists them. */
  public static List<Violation> violations(ConstraintViolationException refusal) {
    return refusal.getConstraintViolations().stream()
        .map(
            violation ->
                new Violation(
                    code(violation),
                    pointer(violation.getPropertyPath()),
                    null,
                    null,
                    value(violation),
                    inBoth(violation.getMessage())))
        .toList();
  }

  /** A constraint of a whole body says that a field is missing by the message. */
  private static String code(ConstraintViolation<?> violation) {
    var type = violation.getConstraintDescriptor().getAnnotation().annotationType();
    return type == NotNull.class
            || type == NotBlank.class
            || type == NotEmpty.class
            || violation.getMessage().equals(MISSING)
        ? "required"
        : "invalid";
  }

  /** The refused value. A constraint of a whole body has the body instead, which is not told. */
  private static @Nullable String value(ConstraintViolation<?> violation) {
    var value = violation.getInvalidValue();
    return value == null || value == violation.getLeafBean() ? null : value.toString();
  }

  /** Constraint messages are written in both languages, Chinese first. */
  private static Text inBoth(String message) {
    var between = message.indexOf(" / ");
    return between < 0
        ? new Text(message, message)
        : new Text(message.substring(0, between), message.substring(between + 3));
  }

  /** The JSON Pointer of a path in the body; empty for the whole body. */
  private static String pointer(Path path) {
    var pointer = new StringBuilder();
    for (var node : path) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        pointer.append('/').append(node.getName());
      }
    }
    return pointer.toString();
  }
}
