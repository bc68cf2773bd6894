package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Platforms that may be one. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlatformDuplicatesTest {
  private static final Family PLATFORMS = new Family("platforms");
  private static final String PATH = "/v1/platforms/duplicates?area=";

  @Test
  void findsTheVariantsInThePlansNamesAndLeavesUnlikeOnesAlone() {
    PLATFORMS.imported(planFile("08-platforms.csv", "181201")).statusCode(200);
    new Family("aliases").imported(planFile("13-aliases.csv", "181201")).statusCode(200);
    List<Map<String, Object>> pairs =
        asEditor()
            .get(PATH + "181201&limit=1000")
            .then()
            .statusCode(200)
            .body("compared", equalTo(219))
            .extract()
            .path("items");
    var names =
        pairs.stream()
            .map(pair -> pair.get("name") + " = " + pair.get("otherName"))
            .collect(Collectors.toSet());
    assertThat(names)
        .contains(
            "西部科学城国际技术转移中心 = 科学城国际技术转移中心",
            "川渝共建疾病预防与智慧检测重庆重点实验室 = 川渝共建疾病预防与智慧检测重庆市重点实验室",
            "电子科大（重庆）国家大学科技园 = 电子科技大学（重庆）国家大学科技园",
            "首创高科·创芯园 = 首创高科·芯创园",
            "浪尖融汇·意创园 = 浪尖融创·意创园",
            "赛宝适配中心 = 工信部五所赛宝信息技术应用创新适配测试中心",
            "环重庆师大创新生态圈 = 环重庆师范大学创新生态圈",
            "重庆师大·双创园 = 重庆师大·双创园（沙坪坝校区）",
            "金沙星座·科创园孵化器、加速器 = 金沙星座·科创园")
        .doesNotContain(
            "环建筑职院创新生态圈 = 环电子职院创新生态圈",
            "中科院成果转化基地 = 国际成果转化基地",
            "癌症早期筛查技术研究院 = 建筑智能检测技术研究院",
            "“一带一路”国际检验检测平台 = “一带一路”国际商品交易中心");
    assertThat(pairs).hasSizeLessThan(100);
    assertThat(pairs.stream().map(pair -> ((Number) pair.get("score")).doubleValue()))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void saysWhyAndAnswersThePastAsItWas() {
    PLATFORMS.imported(file("181202", "甲创园", "乙谷")).statusCode(200);
    asEditor().get(PATH + "181202&asOf=now").then().body("items", hasSize(0));
    var before = asEditor().get(PATH + "181202&asOf=now").then().extract().header("Zhihe-As-Of");
    PLATFORMS.imported(file("181202", "甲创园", "甲·创园"), "?onExisting=update").statusCode(200);
    asEditor()
        .get(PATH + "181202&asOf=now")
        .then()
        .body("found", equalTo(1))
        .body("items[0].platform", equalTo("181202-1"))
        .body("items[0].other", equalTo("181202-2"))
        .body("items[0].reasons", contains("same_name", "similar_name"))
        .body(containsString("\"score\":1.00,"));
    asEditor().get(PATH + "181202&asOf=" + before).then().body("items", hasSize(0));
    asEditor()
        .get(PATH + "181202&format=csv")
        .then()
        .body(containsString("same_name;similar_name"));
  }

  @Test
  void leavesOutWhatLeftTheRegistry() {
    PLATFORMS.imported(file("181205", "甲创园", "甲·创园")).statusCode(200);
    asEditor().get(PATH + "181205").then().body("found", equalTo(1));
    var acts = new RegistryActs(new Parks("181205"));
    acts.approved(acts.change("merger", List.of("181205-1"), Map.of("into", "181205-2")));
    asEditor().get(PATH + "181205").then().body("compared", equalTo(1)).body("items", hasSize(0));
  }

  @Test
  void isForTheBureau() {
    given().get(PATH + "181203").then().statusCode(401);
    for (var other : List.of(as("carl", "consumer"), asOperator("olga", "91000000MA00000157"))) {
      other.get(PATH + "181203").then().statusCode(403);
    }
    for (var role : List.of("editor", "reviewer", "admin")) {
      as("bea", role).get(PATH + "181203").then().statusCode(200).body("items", hasSize(0));
    }
  }

  @Test
  void namesEveryWrongParameterAtOnce() {
    asEditor()
        .get("/v1/platforms/duplicates?minSimilarity=0.2&limit=0")
        .then()
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/area", "/minSimilarity", "/limit"));
    asEditor()
        .get("/v1/platforms/duplicates?area=181203&like=1")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/like"));
  }

  @Test
  void comparesThreeThousandPlatformsOfAnArea() {
    var kinds = List.of("产业技术研究院", "科技企业孵化器", "创新中心", "成果转化基地", "众创空间");
    var rows =
        IntStream.range(0, 3_000)
                .mapToObj(
                    i ->
                        "181204-%04d,181204,%s%s,park,completed"
                            .formatted(
                                i,
                                Character.toString(0x4E00 + i * 7)
                                    + Character.toString(0x5E00 + i * 3)
                                    + Character.toString(0x6E00 + i),
                                kinds.get(i % kinds.size())))
                .collect(Collectors.joining("\n", "code,area,name,type,stage\n", "\n"))
            + "181204-x,181204,"
            + Character.toString(0x4E00 + 700)
            + Character.toString(0x5E00 + 300)
            + Character.toString(0x6E00 + 100)
            + "产业技术研究所,park,completed\n";
    PLATFORMS.imported(rows).statusCode(200);
    asEditor()
        .get(PATH + "181204&limit=5")
        .then()
        .body("compared", equalTo(3_001))
        .body("items.size()", lessThanOrEqualTo(5))
        .body("items[0].platform", equalTo("181204-0100"))
        .body("items[0].other", equalTo("181204-x"));
  }

  private static String file(String area, String one, String other) {
    return "code,area,name,type,stage\n%1$s-1,%1$s,%2$s,park,completed\n%1$s-2,%1$s,%3$s,park,completed\n"
        .formatted(area, one, other);
  }
}
