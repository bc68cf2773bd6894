package dev.zhihe.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths of texts are those of the contract: characters of Unicode. */
class SizesTest {
  record Given(
      @Nullable @Size(min = 2, max = 200) String text,
      @Nullable @Size(min = 1, max = 3) List<String> items) {}

  private static long errors(Given given) {
    var configuration =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator());
    new Sizes().customize(configuration);
    try (var factory = configuration.buildValidatorFactory()) {
      Validator validator = factory.getValidator();
      return validator.validate(given).size();
    }
  }

  @ParameterizedTest
  @CsvSource({"𠀀, 200, 0", "𠀀, 201, 1", "字, 200, 0", "字, 201, 1", "𠀀, 1, 1", "字, 2, 0"})
  void countsTheCharactersOfTexts(String character, int times, int errors) {
    assertThat(errors(new Given(character.repeat(times), null))).isEqualTo(errors);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "3, 0", "4, 1"})
  void countsTheItemsOfLists(int items, int errors) {
    assertThat(errors(new Given(null, Collections.nCopies(items, "a")))).isEqualTo(errors);
  }

  @Test
  void takesNothingForRight() {
    assertThat(errors(new Given(null, null))).isZero();
  }
}
