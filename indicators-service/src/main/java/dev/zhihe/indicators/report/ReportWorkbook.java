package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentLine;
import dev.zhihe.indicators.assessment.AssessmentVerdict;
import dev.zhihe.indicators.assessment.Scorecard;
import dev.zhihe.indicators.report.attachment.AttachedTable;
import dev.zhihe.indicators.report.attachment.ReportAttachment;
import dev.zhihe.kit.tables.SharedTexts;
import dev.zhihe.kit.tables.SheetExtents;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A report as a workbook with one sheet for each part. */
final class ReportWorkbook {
  private static final List<String> CARD_LABELS =
      Stream.concat(
              Stream.of("分组", "名称", "目标数", "可判定", "达到预期", "占可判定（%）", "最差结论"),
              Arrays.stream(AssessmentVerdict.values()).map(verdict -> verdict.words().zh()))
          .toList();

  private static final List<String> LINE_LABELS =
      List.of(
          "目标代码", "指标", "单位", "目标领域", "牵头部门", "属性", "板块", "范围", "截止日", "基期值", "基期年", "目标", "数值关系",
          "观测值", "统计期", "新增量", "应达", "差距", "完成率（%）", "时间进度（%）", "方法", "结论", "依据");

  private static final List<String> POINT_LABELS =
      List.of("目标代码", "指标", "单位", "种类", "日期或统计期", "数值关系", "数值", "上限", "观测值代码", "观测值版本");

  private static final List<String> ATTACHMENT_LABELS =
      List.of("序号", "名称", "服务", "所问", "数据截止点（asOf）", "链值", "字节数", "SHA-256");

  private ReportWorkbook() {}

  static byte[] of(Cover cover, ReportContent content, List<AttachedTable> tables) {
    var out = new ByteArrayOutputStream();
    try {
      var withoutExtents = Files.createTempFile("report", ".xlsx");
      try {
        SheetExtents.add(withoutExtents, out, sheets(withoutExtents, cover, content, tables));
      } finally {
        Files.delete(withoutExtents);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes a workbook without the extents of its sheets, and returns them. */
  private static List<String> sheets(
      Path file, Cover cover, ReportContent content, List<AttachedTable> tables)
      throws IOException {
    var extents = new ArrayList<String>();
    try (var out = new BufferedOutputStream(Files.newOutputStream(file));
        var workbook = new Workbook(out, "Zhihe", "1.0")) {
      sheet(workbook, extents, "概要", List.of("项目", "内容"), overview(cover, content));
      var cards = new ArrayList<List<@Nullable Object>>();
      cards("目标领域", content.scorecards().category(), cards);
      cards("牵头部门", content.scorecards().leadDepartment(), cards);
      cards("指标属性", content.scorecards().attribute(), cards);
      cards("指标种类", content.scorecards().kind(), cards);
      sheet(workbook, extents, "记分卡", CARD_LABELS, cards);
      sheet(workbook, extents, "主要指标", LINE_LABELS, mains(content));
      sheet(workbook, extents, "主要指标走势", POINT_LABELS, points(content));
      sheet(workbook, extents, "其他目标", LINE_LABELS, others(content));
      sheet(
          workbook,
          extents,
          "政策",
          List.of("代码", "政策", "类型", "应出台日期", "进展", "文号", "出台日期"),
          content.policies().items().stream()
              .map(
                  line ->
                      row(
                          line.policy(),
                          line.name(),
                          line.kind(),
                          line.dueOn(),
                          line.standingZh(),
                          line.documentNumber(),
                          line.issuedOn()))
              .toList());
      for (var table : tables) {
        sheet(
            workbook,
            extents,
            table.title(),
            table.labels(),
            table.lines().stream().map(AttachedTable.Line::cells).toList());
      }
      sheet(workbook, extents, "附件", ATTACHMENT_LABELS, attachments(content));
      sheet(
          workbook,
          extents,
          "说明",
          List.of("方法", "版本", "规则"),
          content.methods().stream()
              .map(used -> row(used.nameZh(), used.version(), used.ruleZh()))
              .toList());
    }
    return extents;
  }

  private static List<List<@Nullable Object>> overview(Cover cover, ReportContent content) {
    var basis = content.basis();
    var rows = new ArrayList<List<@Nullable Object>>();
    Consumer<List<@Nullable Object>> add = rows::add;
    add.accept(row("标题", cover.titleZh()));
    add.accept(row("编号", cover.code()));
    add.accept(row("规划", content.plan().nameZh()));
    add.accept(row("评估日", content.on()));
    add.accept(row("数据截止点（asOf）", content.asOf()));
    add.accept(row("冻结日期", cover.frozenOn()));
    add.accept(row("内容 SHA-256", cover.contentHash()));
    add.accept(row("目标数", basis.targets()));
    add.accept(row("有观测值的目标数", basis.observed()));
    add.accept(row("最近统计期", basis.latestPeriod()));
    add.accept(row("以预计数判定的", basis.estimated()));
    add.accept(row("以初步数判定的", basis.provisional()));
    add.accept(row("数据年份较早的", basis.earlierYear()));
    content.counts().forEach(count -> rows.add(row("结论：" + count.verdictZh(), count.count())));
    return rows;
  }

  private static void cards(String by, List<Scorecard> cards, List<List<@Nullable Object>> rows) {
    for (var card : cards) {
      var row =
          new ArrayList<@Nullable Object>(
              row(
                  by,
                  card.nameZh(),
                  card.targets(),
                  card.judged(),
                  card.good(),
                  card.goodPercent(),
                  card.worstZh()));
      card.counts().forEach(count -> row.add(count.count()));
      rows.add(row);
    }
  }

  private static List<List<@Nullable Object>> mains(ReportContent content) {
    return content.mains().stream().map(main -> line(main.line())).collect(Collectors.toList());
  }

  private static List<List<@Nullable Object>> others(ReportContent content) {
    return content.others().stream()
        .sorted(ReportPage.WORST_FIRST)
        .map(ReportWorkbook::line)
        .collect(Collectors.toList());
  }

  /** What the charts draw: the path first, then the figures. */
  private static List<List<@Nullable Object>> points(ReportContent content) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var main : content.mains()) {
      var line = main.line();
      for (var point : main.headline().path()) {
        var kind =
            switch (point.kind()) {
              case BASELINE -> "基期值";
              case MILESTONE -> "年度目标";
              case TARGET -> "目标值";
            };
        rows.add(
            row(
                line.target(),
                line.nameZh(),
                line.unit(),
                kind,
                point.on(),
                null,
                point.value(),
                point.valueMax(),
                null,
                null));
      }
      for (var figure : main.headline().figures()) {
        rows.add(
            row(
                line.target(),
                line.nameZh(),
                line.unit(),
                "实际值",
                figure.period(),
                LineTexts.sign(figure.comparator()),
                figure.value(),
                null,
                figure.observation(),
                figure.observationVersion()));
      }
    }
    return rows;
  }

  private static List<List<@Nullable Object>> attachments(ReportContent content) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var one : Objects.requireNonNullElse(content.attached(), List.<ReportAttachment>of())) {
      rows.add(
          row(
              one.number(),
              one.titleZh(),
              one.service(),
              one.question(),
              one.asOf(),
              one.chain(),
              one.bytes(),
              one.sha256()));
    }
    return rows;
  }

  private static List<@Nullable Object> line(AssessmentLine line) {
    return row(
        line.target(),
        line.nameZh(),
        line.unit(),
        line.category(),
        line.leadDepartment(),
        line.attribute() == null ? null : line.attribute().words().zh(),
        line.board(),
        line.scope(),
        line.deadline(),
        LineTexts.baselineValue(line),
        line.baselineYear(),
        LineTexts.aim(line),
        LineTexts.sign(line.observedComparator()),
        line.observedValue(),
        line.period(),
        line.addedValue(),
        line.expectedValue(),
        line.gap(),
        line.achievedPercent(),
        line.timePercent(),
        line.method().title().zh(),
        line.verdictZh(),
        line.explanationZh());
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }

  private static void sheet(
      Workbook workbook,
      List<String> extents,
      String name,
      List<String> labels,
      List<List<@Nullable Object>> rows)
      throws IOException {
    var sheet = workbook.newWorksheet(name);
    sheet.freezePane(0, 1);
    for (int i = 0; i < labels.size(); i++) {
      sheet.value(0, i, labels.get(i));
      sheet.style(0, i).bold().set();
      sheet.width(i, Math.clamp(labels.get(i).length() * 3L, 12, 40));
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.get(i).size(); j++) {
        cell(sheet, i + 1, j, rows.get(i).get(j));
      }
    }
    sheet.finish();
    extents.add(SheetExtents.of(labels.size(), rows.size() + 1));
  }

  private static void cell(Worksheet sheet, int row, int column, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case BigDecimal number -> sheet.value(row, column, number);
      case Number number -> sheet.value(row, column, number);
      default -> sheet.inlineString(row, column, SharedTexts.escaped(value.toString()));
    }
  }
}
