package dev.zhihe.kit.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The names of a whole country, or of however many entities {@code -Dbench.entities} says: how long
 * they take to keep, how much room, and how long what is looked for takes. A measurement, run by
 * hand; it asserts nothing but that something is found.
 */
@EnabledIfSystemProperty(named = "bench.entities", matches = "\\d+")
class SearchAtScaleTest {
  private static final int OF_AN_AREA = 208;
  private static final int CHUNK = 1_000;
  private static final int ROUNDS = 20;

  private static final String[] FIELDS =
      ("集成电路 人工智能 生物医药 新材料 智能制造 轻合金 大数据 区块链 量子通信 新能源汽车 工业软件 物联网 高端装备 现代农业 节能环保 生态修复 地质科技 气象科技 疾病预防 肿瘤诊疗"
              + " 磁悬浮动力 油气开发 矿山安全 食品加工 航空航天 北斗应用 智慧物流 数字经济 文化创意 工业设计 检验检测 光电信息 传感器 机器人 中药现代化 种业创新 盐化工 新型储能 氢能")
          .split(" ");
  private static final String[] KINDS =
      ("重点实验室 技术创新中心 研究院 工程研究中心 产业园 科技园 孵化器 众创空间 双创园 加速器 创新生态圈 中试基地 示范基地 技术转移中心 产业技术研究院 博士后工作站 院士工作站 检测中心"
              + " 公共服务平台 协同创新中心 联合创新学院 产业化项目 建设项目 改造提升项目 科技馆")
          .split(" ");

  @Test
  void measures() throws SQLException {
    var entities = Integer.getInteger("bench.entities");
    var random = new Random(7);
    var names = 0L;
    try (var database = NameDatabase.create()) {
      var begun = System.nanoTime();
      for (int first = 0; first < entities; first += CHUNK) {
        var chunk = new ArrayList<SearchTest.Place>(CHUNK);
        for (int i = first; i < Math.min(entities, first + CHUNK); i++) {
          chunk.add(place(random, i));
          names += 1 + chunk.getLast().aliases().size();
        }
        database.keep(chunk);
      }
      System.out.printf(
          "%d names of %d entities kept in %d ms%n", names, entities, since(begun) / 1_000);
      try (var owner = database.owner();
          var statement = owner.createStatement()) {
        statement.execute("vacuum analyze search_name");
        try (var sizes =
            statement.executeQuery(
                """
                select count(*), pg_size_pretty(pg_table_size('search_name')), pg_size_pretty(pg_relation_size('search_name_grams'))
                from search_name
                """)) {
          sizes.next();
          System.out.printf(
              "%s rows: table %s, index %s%n",
              sizes.getObject(1), sizes.getObject(2), sizes.getObject(3));
        }
      }
      var search = database.search();
      assertThat(search.find(query("园", null))).hasSize(20);
      for (var text :
          List.of(
              "园",
              "重庆",
              "研究院",
              "技术创新中心",
              "科学城人工智能研究院",
              "重庆地质科技技术创新中心",
              "没有这个名称",
              "c",
              "cq",
              "yjy",
              "cxzx",
              "jscxzx",
              "hdxcxstq",
              "cqdzkj",
              "zzzzzz",
              "pf",
              "500008-pf-007",
              "0080")) {
        measure(search, text, null);
      }
      for (var grams :
          List.of(
              "grams @> '{园}'",
              "grams @> '{研究,究院}'",
              "grams @> '{研究,究院}' and grams && '{#name12}'",
              "grams @> '{YJ,JY}' and grams && '{#name12}'",
              "grams @> '{HD,DX,XC,CX,XS,ST,TQ}'")) {
        explain(database, grams);
      }
      measure(search, "园", "500008");
      measure(search, "yjy", "500008");
    }
  }

  /** What the index does for one step of a search. */
  private static void explain(NameDatabase database, String grams) throws SQLException {
    try (var app = database.app();
        var statement = app.createStatement();
        var lines =
            statement.executeQuery(
                """
                explain (analyze, costs off, timing off, buffers off) with candidate as materialized
                (select * from search_name where %s) select * from candidate limit 501"""
                    .formatted(grams))) {
      System.out.println(grams);
      while (lines.next()) {
        System.out.println("  " + lines.getString(1));
      }
    }
  }

  private static void measure(Search search, String text, @Nullable String area)
      throws SQLException {
    var query = query(text, area);
    var times = new long[ROUNDS];
    var found = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var begun = System.nanoTime();
      found = search.find(query).size();
      times[i] = since(begun);
    }
    Arrays.sort(times);
    System.out.printf(
        "%s%s: %d found, median %.1f ms, slowest %.1f ms%n",
        text,
        area == null ? "" : " in " + area,
        found,
        times[ROUNDS / 2] / 1e3,
        times[ROUNDS - 1] / 1e3);
  }

  private static SearchQuery query(String text, @Nullable String area) {
    return new SearchQuery(Spelling.normal(text), null, area, 20, Audiences.PUBLIC);
  }

  private static SearchTest.Place place(Random random, int number) {
    var area = String.valueOf(500_000 + number / OF_AN_AREA);
    var county = new Random(number / OF_AN_AREA);
    var seat = characters(county, 2);
    var province = county.nextInt(31) == 0 ? "重庆" : characters(new Random(county.nextInt(30)), 2);
    var firm = characters(random, 2 + random.nextInt(2));
    var what = skewed(random, FIELDS) + skewed(random, KINDS);
    var name =
        switch (random.nextInt(6)) {
          case 0 -> province + seat + what;
          case 1 -> seat + "区" + what;
          case 2 -> firm + "·" + what;
          case 3 -> province + "（" + seat + "）" + firm + what;
          case 4 -> "科学城" + firm + what;
          default -> firm + what + (random.nextBoolean() ? "二期" : "");
        };
    var aliases = new ArrayList<String>();
    if (random.nextInt(5) < 2) {
      aliases.add(firm + skewed(random, KINDS));
    }
    if (random.nextInt(5) == 0) {
      aliases.add(seat + what);
    }
    return new SearchTest.Place(
        "%s-pf-%03d".formatted(area, number % OF_AN_AREA),
        List.of(name),
        aliases,
        area,
        Audience.PUBLIC);
  }

  /** Some often, most seldom. */
  private static String skewed(Random random, String[] words) {
    return words[(int) (words.length * Math.pow(random.nextDouble(), 1.6))];
  }

  private static String characters(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (0x4e00 + 6 * (int) (3_000 * Math.pow(random.nextDouble(), 2))));
    }
    return text.toString();
  }

  private static long since(long begun) {
    return (System.nanoTime() - begun) / 1_000;
  }
}
