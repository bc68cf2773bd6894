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

/** A code or word that data refer to, and its period of use. Entries are retired, never deleted. */
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

  CodelistEntry(CodelistEntryView given) {
    code = given.code();
    describe(given);
  }

  /** Sets all properties except the code. */
  final void describe(CodelistEntryView given) {
    list = given.list();
    value = given.value();
    nameZh = given.nameZh();
    nameEn = given.nameEn();
    area = given.area();
    parent = given.parent();
    validFrom = given.validFrom();
    validUntil = given.validUntil();
    note = given.note();
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
