package dev.zhihe.sample.topic;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What notices are about. */
@Entity
public class Topic implements Published {
  @Id private String code;
  private @Nullable String area;

  @Enumerated(EnumType.STRING)
  private @Nullable TopicKind kind;

  private @Nullable String number;
  private String nameZh;
  private @Nullable String nameEn;
  private List<String> aliases = List.of();
  private @Nullable String parent;
  private @Nullable Integer startYear;
  private @Nullable Integer endYear;
  private @Nullable LocalDate opensOn;
  private @Nullable BigDecimal feeYuan;
  private @Nullable BigDecimal weight;
  private @Nullable String note;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Topic() {}

  Topic(TopicView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the topic's content. */
  final void describe(TopicView view) {
    area = view.area();
    kind = view.kind();
    number = view.number();
    nameZh = view.nameZh();
    nameEn = view.nameEn();
    aliases = view.aliases();
    parent = view.parent();
    startYear = view.startYear();
    endYear = view.endYear();
    opensOn = view.opensOn();
    feeYuan = view.feeYuan();
    weight = view.weight();
    note = view.note();
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds always, in its area or else in the one that its code begins with. */
  @Override
  public Extent extent() {
    return area == null ? Extent.ofCode(code) : Extent.always(area);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public TopicView view() {
    return new TopicView(
        code, area, kind, number, nameZh, nameEn, aliases, parent, startYear, endYear, opensOn,
        feeYuan, weight, note);
  }
}
