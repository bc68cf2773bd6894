package dev.zhihe.sample.topic;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Imports topics. */
@ApplicationScoped
class TopicImport implements ImportFamily<Topic, TopicView> {
  private final Topics topics;

  TopicImport(Topics topics) {
    this.topics = topics;
  }

  @Override
  public Class<Topic> entity() {
    return Topic.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        optional("area", "行政区划代码"),
        optional("kind", "类别"),
        optional("number", "编号"),
        required("nameZh", "名称"),
        optional("nameEn", "英文名称"),
        optional("aliases", "别名"),
        optional("parent", "上级主题"),
        optional("startYear", "起始年"),
        optional("endYear", "截止年"),
        optional("opensOn", "开放日期"),
        optional("feeYuan", "费用"),
        optional("weight", "权重"),
        optional("note", "备注"));
  }

  @Override
  public @Nullable TopicView read(Row row) {
    var view =
        new TopicView(
            row.code("code"),
            row.area("area"),
            row.word("kind", TopicKind.class),
            row.text("number"),
            row.text("nameZh"),
            row.text("nameEn"),
            row.names("aliases"),
            row.reference("parent", topics::exists),
            row.year("startYear"),
            row.year("endYear"),
            row.date("opensOn"),
            row.yuan("feeYuan"),
            row.decimal("weight"),
            row.text("note"));
    var start = view.startYear();
    var end = view.endYear();
    if (start != null && end != null && end < start) {
      row.refuse("endYear", "order", "不得早于起始年 %d", "not before the first year %d", start);
    }
    return row.isValid() ? view : null;
  }

  @Override
  public @Nullable Object naturalKey(TopicView view) {
    return view.number();
  }

  @Override
  public Map<Object, String> codesByNaturalKey(List<TopicView> views) {
    return topics.codesByNumber(
        views.stream().map(TopicView::number).filter(Objects::nonNull).toList());
  }

  /** The parent of a topic is looked up, but no import deletes one. */
  @Override
  public boolean rowsAreIndependent() {
    return true;
  }

  @Override
  public Topic create(TopicView view, Row row) {
    return new Topic(view);
  }

  @Override
  public void change(Topic stored, TopicView view) {
    stored.describe(view);
  }

  /** What a published notice is about does not change afterwards. */
  @Override
  public boolean mayChange(Topic stored, Row row) {
    if (topics.isNamed(stored.code())) {
      row.refuse("code", "in-use", "已有公告发布", "a published notice is about it");
      return false;
    }
    return true;
  }
}
