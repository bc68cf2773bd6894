package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.util.List;

/** Says what is wrong with a body that breaks constraints, and where. */
final class ConstraintRefusals {
  private ConstraintRefusals() {}

  static List<Violation> violations(ConstraintViolationException refusal) {
    return refusal.getConstraintViolations().stream()
        .map(
            violation ->
                new Violation(
                    code(violation.getConstraintDescriptor().getAnnotation()),
                    pointer(violation.getPropertyPath()),
                    null,
                    null,
                    violation.getInvalidValue() == null
                        ? null
                        : violation.getInvalidValue().toString(),
                    inBoth(violation.getMessage())))
        .toList();
  }

  private static String code(Annotation constraint) {
    var type = constraint.annotationType();
    return type == NotNull.class || type == NotBlank.class || type == NotEmpty.class
        ? "required"
        : "invalid";
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
