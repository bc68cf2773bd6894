package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Characters;
import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code @Size} count code points, as {@code maxLength} does in the contract. Hibernate
 * Validator's own validator counts UTF-16 units. It allows one validator per type, so these replace
 * all of its own. Only texts and collections are supported: the service does not start with
 * {@code @Size} on another type.
 */
@Singleton
public class Sizes implements ValidatorFactoryCustomizer {
  @Override
  public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
    var mapping = configuration.createConstraintMapping();
    mapping
        .constraintDefinition(Size.class)
        .includeExistingValidators(false)
        .validatedBy(OfText.class)
        .validatedBy(OfCollection.class);
    configuration.addMapping(mapping);
  }

  /** Validates the size of a text in code points. */
  public static final class OfText implements ConstraintValidator<Size, CharSequence> {
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

  /** Validates the size of a collection. */
  public static final class OfCollection implements ConstraintValidator<Size, Collection<?>> {
    private int min;
    private int max;

    @Override
    public void initialize(Size size) {
      min = size.min();
      max = size.max();
    }

    @Override
    public boolean isValid(@Nullable Collection<?> items, ConstraintValidatorContext context) {
      return items == null || (items.size() >= min && items.size() <= max);
    }
  }
}
