package dev.zhihe.kit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.security.Audience;
import org.junit.jupiter.api.Test;

class AdoptionStateTest {
  private final AdoptionGuard guard = new AdoptionGuard();
  private final Letter letter = new Letter();

  @Test
  void isTheBureausUntilItIsAdopted() {
    assertThat(letter.adopted()).isFalse();
    assertThat(letter.audience()).isEqualTo(Audience.BUREAU);
    letter.adoption.adopt();
    assertThat(letter.adopted()).isTrue();
    assertThat(letter.audience()).isEqualTo(Audience.PUBLIC);
  }

  @Test
  void aDraftChangesAndIsAdopted() {
    guard.loaded(letter);
    letter.text = "another";
    letter.adoption.adopt();
    assertThatCode(() -> guard.written(letter)).doesNotThrowAnyException();
  }

  @Test
  void whatIsAdoptedChangesByAnAmendmentAlone() {
    letter.adoption.adopt();
    guard.loaded(letter);
    letter.adoption.amend(letter, () -> letter.text = "amended");
    assertThatCode(() -> guard.written(letter)).doesNotThrowAnyException();
    letter.text = "another";
    assertThatThrownBy(() -> guard.written(letter)).hasMessage("l1 is adopted: it changes no more");
    assertThatThrownBy(() -> letter.adoption.amend(letter, () -> letter.text = "amended"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(letter.text).isEqualTo("another");
  }

  private static final class Letter implements Adoptable {
    private final AdoptionState adoption = new AdoptionState();
    private String text = "text";

    @Override
    public String code() {
      return "l1";
    }

    @Override
    public Publication publication() {
      return new Publication();
    }

    @Override
    public View view() {
      return new View(text, adoption.status());
    }

    @Override
    public AdoptionState adoption() {
      return adoption;
    }
  }

  private record View(String text, Adoption status) {}
}
