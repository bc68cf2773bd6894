package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A regular report whose platform or period cannot be read has each figure that is always required.
 * Of any other report, the rules say what is missing, with all else. The error stands at the figure
 * that is missing.
 */
@Constraint(validatedBy = FiguresUnlessNil.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface FiguresUnlessNil {
  String message() default "必填 / required";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks for them. */
  class Validator implements ConstraintValidator<FiguresUnlessNil, NewOccupancyReport> {
    @Override
    public boolean isValid(
        @Nullable NewOccupancyReport given, ConstraintValidatorContext violations) {
      if (given == null || given.saysNothing() || given.namesItsPlace()) {
        return true;
      }
      violations.disableDefaultConstraintViolation();
      var complete = true;
      for (var figure : OccupancyFigure.values()) {
        if (figure.required() && given.figure(figure) == null) {
          violations
              .buildConstraintViolationWithTemplate(
                  violations.getDefaultConstraintMessageTemplate())
              .addPropertyNode(figure.property())
              .addConstraintViolation();
          complete = false;
        }
      }
      return complete;
    }
  }
}
