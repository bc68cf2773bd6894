package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Characters;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Validates the size of a text in code points. */
public final class TextSize implements ConstraintValidator<Size, CharSequence> {
  private int min;
  private int max;

  @Override
  public void initialize(Size size) {
    min = size.min();
    max = size.max();
  }

  @Override
  public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
    if (text == null) {
      return true;
    }
    var length = Characters.length(text);
    return length >= min && length <= max;
  }
}
