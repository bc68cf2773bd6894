package dev.zhihe.platforms.form;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.registry.platform.PlatformType;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An edition of an area's form for a kind of period. Once adopted, it does not change. */
@Entity
public class Form implements Published {
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

  @Enumerated(EnumType.STRING)
  private FormStatus status = FormStatus.DRAFT;

  @Embedded private Publication publication = new Publication();

  /** The only state that may be written, if it was adopted when it was loaded; null for a draft. */
  @Transient private @Nullable FormView settled;

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
    status = FormStatus.ADOPTED;
  }

  /** Whether it was adopted. */
  boolean adopted() {
    return status == FormStatus.ADOPTED;
  }

  @PostLoad
  void read() {
    settled = adopted() ? view() : null;
  }

  /** Last safeguard, for callers that did not check. */
  @PreUpdate
  void refuseIfAdopted() {
    if (settled != null && !settled.equals(view())) {
      throw new IllegalStateException(code + " is adopted: another edition follows it");
    }
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
  public Audience audience() {
    return adopted() ? Audience.PUBLIC : Audience.BUREAU;
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
        status);
  }
}
