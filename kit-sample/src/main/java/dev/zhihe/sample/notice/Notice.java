package dev.zhihe.sample.notice;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.search.Findable;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A notice: a draft, then submitted, then published or returned. */
@Entity
public class Notice implements Published, Findable {
  @Id private String code;
  private String topic;
  private String titleZh;
  private @Nullable String titleEn;
  private @Nullable String content;
  private LocalDate day;
  private @Nullable Integer places;
  private @Nullable BigDecimal feeYuan;
  private List<String> words = List.of();

  @Enumerated(EnumType.STRING)
  private NoticeStatus status = NoticeStatus.DRAFT;

  // The returned fields and the reason for each, at the same index. As columns they are checked by
  // the change log's guard.
  private @Nullable String returnReason;
  private List<String> returnFields = List.of();
  private List<String> returnReasons = List.of();

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Notice() {}

  /** A draft. */
  Notice(NewNotice given) {
    code = given.code();
    describe(given);
  }

  /** Its editor changes it, which makes it a draft again; 409 unless it is a draft or returned. */
  void change(NewNotice given) {
    status.state().require(Step.CHANGE, code);
    status = NoticeStatus.DRAFT;
    returnReason = null;
    returnFields = List.of();
    returnReasons = List.of();
    describe(given);
  }

  /** Its editor hands it to the reviewers; 409 unless it is a draft. */
  void submit() {
    status.state().require(Step.SUBMIT, code);
    status = NoticeStatus.SUBMITTED;
  }

  /** 409 if it is published. */
  void requireWithdrawable() {
    status.state().require(Step.WITHDRAW, code);
  }

  /** A reviewer sends it back; 409 unless it is submitted. */
  void sendBack(String reason, List<NoticeFieldReason> fields) {
    status.state().require(Step.RETURN, code);
    status = NoticeStatus.RETURNED;
    returnReason = reason;
    returnFields = fields.stream().map(NoticeFieldReason::field).toList();
    returnReasons = fields.stream().map(field -> field.reason().strip()).toList();
  }

  /** A reviewer makes it everybody's; 409 unless it is submitted. */
  void publish() {
    status.state().require(Step.PUBLISH, code);
    status = NoticeStatus.PUBLISHED;
  }

  private void describe(NewNotice given) {
    topic = given.topic();
    titleZh = given.titleZh().strip();
    titleEn = stripped(given.titleEn());
    content = stripped(given.content());
    day = given.day();
    places = given.places();
    feeYuan = given.feeYuan() == null ? null : given.feeYuan().setScale(2);
    words = given.words() == null ? List.of() : given.words().stream().map(String::strip).toList();
  }

  private static @Nullable String stripped(@Nullable String given) {
    return given == null || given.isBlank() ? null : given.strip();
  }

  /** Where it stands. */
  NoticeStatus status() {
    return status;
  }

  /** Code of its topic. */
  String topic() {
    return topic;
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from its day on. */
  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), day);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** The bureau until it is published, then everybody. */
  @Override
  public Audience audience() {
    return status == NoticeStatus.PUBLISHED ? Audience.PUBLIC : Audience.BUREAU;
  }

  @Override
  public List<String> names() {
    return titleEn == null ? List.of(titleZh) : List.of(titleZh, titleEn);
  }

  @Override
  public @Nullable String area() {
    return extent().area();
  }

  @Override
  public NoticeView view() {
    return new NoticeView(
        code,
        topic,
        titleZh,
        titleEn,
        content,
        day,
        places,
        feeYuan,
        words,
        status,
        returnReason,
        IntStream.range(0, returnFields.size())
            .mapToObj(i -> new NoticeFieldReason(returnFields.get(i), returnReasons.get(i)))
            .toList());
  }
}
