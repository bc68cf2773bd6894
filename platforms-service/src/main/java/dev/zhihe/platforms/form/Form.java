package dev.zhihe.platforms.form;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.registry.platform.PlatformType;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An edition of an area's form for a kind of period. Once adopted, it does not change. */
@Entity
@EntityListeners(AdoptionGuard.class)
public class Form implements Adoptable {
  @Id private String code;
  private String area;

  @Enumerated(EnumType.STRING)
  private PeriodKind kind;

  private int edition;
  private LocalDate effectiveOn;
  private String nameZh;
  private String nameEn;
  private List<String> types = List.of();
  private List<String> fields = List.of();
  private String reason;
  private @Nullable String document;

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Form() {}

  Form(NewForm given) {
    code = given.code();
    describe(given);
  }

  /** Sets the imported properties. Saving fails if it is adopted. */
  final void describe(NewForm given) {
    area = given.area();
    kind = given.kind();
    edition = given.edition();
    effectiveOn = given.effectiveOn();
    nameZh = given.nameZh();
    nameEn = given.nameEn();
    types = given.types().stream().map(PlatformType::name).toList();
    fields = given.fields().stream().map(FormField::toString).toList();
    reason = given.reason();
    document = given.document();
  }

  /** Adopts it. */
  void adopt() {
    adoption.adopt();
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from its day on. The edition that follows it is later, and goes before it. */
  @Override
  public Extent extent() {
    return Extent.from(area, effectiveOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public AdoptionState adoption() {
    return adoption;
  }

  @Override
  public FormView view() {
    return new FormView(
        code,
        area,
        kind,
        edition,
        effectiveOn,
        nameZh,
        nameEn,
        types.stream().map(type -> Views.word(PlatformType.valueOf(type))).toList(),
        fields.stream().map(FormField::parse).map(Objects::requireNonNull).toList(),
        reason,
        document,
        FormStatus.of(adoption.status()));
  }
}
