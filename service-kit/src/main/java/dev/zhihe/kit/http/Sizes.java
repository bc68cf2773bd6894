package dev.zhihe.kit.http;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

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
        .validatedBy(TextSize.class)
        .validatedBy(CollectionSize.class);
    configuration.addMapping(mapping);
  }
}
