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
 * Makes {@code @Size} count the characters of a text as the contract's {@code maxLength} does.
 * Hibernate Validator's own validator counts UTF-16 units. It allows one validator for a type, so
 * all of them are replaced; {@code @Size} on anything but texts and collections does not start.
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

  /** The size of a text, in code points. */
  public static final class OfText implements ConstraintValidator<Size, CharSequence> {
    private int least;
    private int most;

    @Override
    public void initialize(Size size) {
      least = size.min();
      most = size.max();
    }

    @Override
    public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      var length = Characters.length(text);
      return length >= least && length <= most;
    }
  }

  /** The size of a collection. */
  public static final class OfCollection implements ConstraintValidator<Size, Collection<?>> {
    private int least;
    private int most;

    @Override
    public void initialize(Size size) {
      least = size.min();
      most = size.max();
    }

    @Override
    public boolean isValid(@Nullable Collection<?> items, ConstraintValidatorContext context) {
      return items == null || (items.size() >= least && items.size() <= most);
    }
  }
}
