package dev.zhihe.indicators.dictionary.codelist;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A code or word that data use, and when it is in use. Codes retire, never deleted. */
@Entity
public class CodelistEntry implements Published {
  @Id private String code;

  @Enumerated(EnumType.STRING)
  private Codelist list;

  private String value;
  private String nameZh;
  private @Nullable String nameEn;
  private @Nullable String area;
  private @Nullable String parent;
  private @Nullable LocalDate validFrom;
  private @Nullable LocalDate validUntil;
  private @Nullable String note;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected CodelistEntry() {}

  CodelistEntry(CodelistEntryView said) {
    code = said.code();
    describe(said);
  }

  /** Says what the code stands for. */
  final void describe(CodelistEntryView said) {
    list = said.list();
    value = said.value();
    nameZh = said.nameZh();
    nameEn = said.nameEn();
    area = said.area();
    parent = said.parent();
    validFrom = said.validFrom();
    validUntil = said.validUntil();
    note = said.note();
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return new Extent(area, validFrom, validUntil);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public CodelistEntryView view() {
    return new CodelistEntryView(
        code, list, value, nameZh, nameEn, area, parent, validFrom, validUntil, note);
  }
}
