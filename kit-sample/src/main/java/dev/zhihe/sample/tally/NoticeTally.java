package dev.zhihe.sample.tally;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.sample.notice.Notice;
import dev.zhihe.sample.notice.NoticeView;
import dev.zhihe.sample.topic.Topic;
import dev.zhihe.sample.topic.TopicView;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many published notices the topics of an area have, up to a day. */
@Schema(name = "NoticeTally", description = "公告统计 / Published notices by topic")
public record NoticeTally(
    @Schema(description = "GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "截至 / Up to this day", examples = "2021-12-31") LocalDate on,
    @Schema(description = "One line for each topic, in the order of codes") List<Line> items)
    implements Computed<NoticeTally.Line> {

  /** A topic and its notices. */
  @Schema(name = "NoticeTallyLine", description = "一个主题的公告数 / Notices of one topic")
  public record Line(
      @Schema(description = "Code of the topic", examples = "500106-t1") @Heading("主题")
          String topic,
      @Schema(examples = "开放日") @Heading("名称") String nameZh,
      @Schema(description = "公告数 / Notices", examples = "3") @Heading("公告数") long notices,
      @Schema(description = "名额合计 / Places in all", examples = "120") @Heading("名额") long places) {}

  /** Counts what was published of the area's topics, and is about a day up to that one. */
  static NoticeTally of(String area, LocalDate on, States states) {
    var byTopic =
        states.publicStates(Notice.class, NoticeView.class, Filters.none()).stream()
            .filter(notice -> !notice.day().isAfter(on))
            .collect(Collectors.groupingBy(NoticeView::topic));
    return new NoticeTally(
        area,
        on,
        states
            .publicStates(Topic.class, TopicView.class, Filters.none().area("area", area))
            .stream()
            .map(topic -> line(topic, byTopic.getOrDefault(topic.code(), List.of())))
            .toList());
  }

  private static Line line(TopicView topic, List<NoticeView> notices) {
    return new Line(
        topic.code(),
        topic.nameZh(),
        notices.size(),
        notices.stream()
            .map(NoticeView::places)
            .filter(Objects::nonNull)
            .mapToLong(Integer::longValue)
            .sum());
  }
}
