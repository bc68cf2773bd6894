package dev.zhihe.indicators.report.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attached answers as the tables of a report. */
class AttachedTableTest {
  private static List<AttachedTable> tables(RecordedGateway gateway) {
    return AttachedTable.of(
        new AttachedAnswers(new Gateway(gateway.url()), Duration.ofSeconds(30))
            .ask(
                AttachedQuestion.ALL,
                RecordedGateway.PLAN,
                "184001",
                LocalDate.parse("2023-06-30"),
                null));
  }

  @Test
  void showsNamesWordsAndSumsAsPeopleReadThem() {
    try (var gateway = new RecordedGateway()) {
      var tables = tables(gateway);
      assertThat(tables)
          .extracting(AttachedTable::title)
          .containsExactly("各类项目投资", "各年投资", "各阶段项目", "各类平台入驻", "平台目标达标情况");
      var money = tables.getFirst();
      assertThat(money.headings())
          .containsExactly(
              "项目类别",
              "项目数",
              "规划总投资（亿元）",
              "规划期投资（亿元）",
              "到位资金（亿元）",
              "完成投资（亿元）",
              "完成率（%）",
              "时间进度（%）",
              "进度灯");
      assertThat(money.lines().stream().map(money::texts))
          .containsExactly(
              List.of("创新平台", "2", "12.8", "10.3", "0", "4.705", "45.68", "49.89", "正常"),
              List.of("产业园区", "1", "6", "6", "1.2", "0.95", "15.83", "49.82", "滞后"),
              List.of("合计", "3", "18.8", "16.3", "1.2", "5.655", "34.69", "49.89", "预警"));
      // A workbook has the sums as they are.
      assertThat(money.lines().getFirst().cells().get(2))
          .isEqualTo(new BigDecimal("1280000000.00"));
      assertThat(money.labels()).contains("规划总投资（元）");
      var years = tables.get(1);
      assertThat(years.lines().stream().map(years::texts))
          .containsExactly(
              List.of("2021", "0", "2.1", "0"),
              List.of("2022", "1.2", "3.555", "1.8"),
              List.of("合计", "1.2", "5.655", "1.8"));
      assertThat(tables.get(2).texts(tables.get(2).lines().getFirst())).startsWith("在建", "2");
    }
  }

  @Test
  void showsPlatformsByType() {
    try (var gateway = new RecordedGateway()) {
      var tables = tables(gateway);
      var platforms = tables.get(3);
      assertThat(platforms.headings())
          .containsExactly(
              "平台类型",
              "平台数",
              "有填报的平台数",
              "可用面积（m²）",
              "入驻面积（m²）",
              "入驻率（%）",
              "入驻企业数",
              "高新技术企业数",
              "产值累计起始日",
              "累计产值（亿元）");
      assertThat(platforms.lines().stream().map(platforms::texts))
          .containsExactly(
              List.of("孵化器", "1", "0", "—", "—", "—", "—", "—", "—", "—"),
              List.of(
                  "双创载体", "2", "2", "20000", "13000.5", "65.00", "70", "12", "2023-04-01", "1.25"),
              List.of(
                  "合计", "3", "2", "20000", "13000.5", "65.00", "70", "12", "2023-04-01", "1.25"));
      var targets = tables.getLast();
      assertThat(targets.lines().stream().map(targets::texts))
          .containsExactly(
              List.of("184001-pf-1", "高新技术企业（家）", "≥", "8", "—", "2023-12-31", "8", "已达到"),
              List.of(
                  "184001-pf-1",
                  "产值（元）",
                  "≥",
                  "100000000",
                  "2023-01-01",
                  "2023-12-31",
                  "62500000",
                  "未到期"),
              List.of("184001-pf-3", "入驻企业（家）", "≥", "20", "—", "2022-12-31", "—", "无数据"));
    }
  }

  @Test
  void leavesOutColumnsOfWhichNothingIsKnown() {
    try (var gateway = new RecordedGateway()) {
      gateway.when(
          "by=stage",
          recorded ->
              recorded.body(
                  "{\"items\":[{\"projects\":1,\"totalYuan\":4000.00}],\"total\":{\"projects\":1,\"totalYuan\":4000.00}}"));
      var stages = tables(gateway).get(2);
      assertThat(stages.headings()).containsExactly("进展阶段", "项目数", "规划总投资（亿元）");
      assertThat(stages.texts(stages.lines().getFirst())).containsExactly("未载明", "1", "<0.0001");
    }
  }
}
