package dev.zhihe.indicators;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import dev.zhihe.indicators.dictionary.indicator.IndicatorKind;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.goals.adjustment.AdjustmentStatus;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for each family of the service, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FamiliesTest {
  private static final Family PLANS = new Family("plans");
  private static final Family INDICATORS = new Family("indicators");
  private static final Family TARGETS = new Family("targets");
  private static final Family OBSERVATIONS = PlanFiles.OBSERVATIONS;
  private static final Family POLICIES = new Family("policies");
  private static final Family CODELISTS = new Family("codelists");

  @Test
  void keepsTheDictionary() {
    var file = indicators("410001");
    INDICATORS.takesInOnce(file);
    INDICATORS.walksAllPages("plan=410001-145", file);
    INDICATORS.refusesAForeignCursor("plan=410001-145", "plan=410001-145&kind=goal");
    INDICATORS.roundTrips("plan=410001-145", file);
    INDICATORS.refusesUnknownAndRepeatedParameters();
    INDICATORS.neverAnswers304AfterAWrite(
        "410001-i03", "plan=410001-145", file.replace("指标3,", "指标三,"));
    var path = "/v1/indicators?plan=410001-145";
    asEditor().get(path + "&kind=achievement").then().body("items.code", contains("410001-i02"));
    asEditor().get(path + "&unit=家&kind=goal").then().body("items.code", contains("410001-i01"));
    asEditor()
        .get(path + "&kind=HEADLINE")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/kind"));
    INDICATORS
        .imported("code,nameZh,direction,nature\n410001-i99,甲,increase,level\n")
        .statusCode(422)
        .body("errors.column", contains("kind"));
  }

  @Test
  void keepsCodelistsAndTheDaysOfTheirCodes() {
    var file =
        """
        code,list,value,nameZh,nameEn,area,parent,validFrom,validUntil,note
        """
            + IntStream.rangeClosed(1, 12)
                .mapToObj(
                    i ->
                        "410009-b%1$02d,boards,板块%1$d,板块%1$d,,410009,area-410009,%2$s,,\n"
                            .formatted(i, i > 2 ? "" : "2021-01-01"))
                .collect(Collectors.joining());
    CODELISTS.takesInOnce(file);
    CODELISTS.walksAllPages("area=410009", file);
    CODELISTS.refusesAForeignCursor("area=410009", "area=410009&list=boards");
    CODELISTS.roundTrips("area=410009", file);
    CODELISTS.refusesUnknownAndRepeatedParameters();
    CODELISTS.neverAnswers304AfterAWrite(
        "410009-b03", "area=410009", file.replace("板块3,板块3", "板块3,第三板块"));
    CODELISTS
        .imported(
            "code,validUntil,list,value,nameZh\n410009-b01,2024-01-01,boards,板块1,板块1\n",
            "?onExisting=update")
        .statusCode(200);
    var path = "/v1/codelists?area=410009&list=boards";
    given().get(path + "&on=2020-12-31").then().body("items", hasSize(10));
    given().get(path + "&on=2023-12-31").then().body("items", hasSize(12));
    given().get(path + "&on=2024-01-01").then().body("items", hasSize(11));
    CODELISTS
        .imported(
            """
            code,list,value,nameZh,validFrom,validUntil,area
            410009-c1,areas,沙坪坝,沙坪坝,,,
            410009-c2,boards,甲,甲,2024-01-01,2024-01-01,
            410009-c3,boards,板块1,板块1,2024-01-01,,410009
            410009-c4,boards,板块2,板块2,2021-01-01,,410009
            410009-c5,village,乙,乙,,,
            """)
        .statusCode(422)
        .body("errors.row", contains(2, 3, 5, 6))
        .body("errors.column", contains("value", "validUntil", "code", "list"));
  }

  @Test
  void keepsTargetsAsTheyArePrinted() {
    load("410002");
    var file =
        """
        code,plan,indicator,area,scope,year,yearBasis,comparator,value,valuePrinted,measure,verdictPrinted,note,sourceLine
        """
            + IntStream.rangeClosed(1, 12)
                .mapToObj(
                    i ->
                        "410002-145-t%1$02d,410002-145,410002-i01,410002,项目%1$d,%2$d,presumed,ge,%1$d,%1$d家以上,increment,否,原文两处不同,145\n"
                            .formatted(i, i < 3 ? 2035 : 2025))
                .collect(Collectors.joining());
    TARGETS.takesInOnce(file);
    TARGETS.walksAllPages("plan=410002-145", file);
    TARGETS.refusesAForeignCursor("plan=410002-145", "plan=410002-145&measure=increment");
    TARGETS.roundTrips("plan=410002-145", file);
    TARGETS.refusesUnknownAndRepeatedParameters();
    TARGETS.neverAnswers304AfterAWrite(
        "410002-145-t01", "plan=410002-145", file.replace("项目1,2035,presumed", "项目1,2035,context"));
    asEditor()
        .get("/v1/targets/410002-145-t01")
        .then()
        .body("yearBasis", equalTo("context"))
        .body("measure", equalTo("increment"))
        .body("verdictPrinted", equalTo("否"))
        .body("note", equalTo("原文两处不同"));
    var path = "/v1/targets?plan=410002-145";
    asEditor().get(path + "&year=2035&measure=increment").then().body("items", hasSize(2));
    asEditor().get(path + "&indicator=410002-i02").then().body("items", hasSize(0));
    asEditor().get(path + "&measure=level").then().body("items", hasSize(0));
    TARGETS
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,yearBasis,measure,scope,sourceLine
            410002-145-t13,410002-145,410002-i01,410002,2025,ge,1,推测,much,,
            410002-145-t14,410002-145,410002-i01,410002,2025,eq,12.0,,increment,项目12,7
            410002-145-t15,410002-145,410002-i01,410002,2025,ge,1,,,,
            410002-145-t16,410002-145,410002-i01,410002,2025,gt,1,,,,7
            """)
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }.column", containsInAnyOrder("yearBasis", "measure"))
        .body("errors.findAll { it.code == 'same-thing' }.row", contains(3, 5));
  }

  @Test
  void keepsWhatWasReachedByPlaceAndPeriod() {
    load("410003");
    var file =
        """
        code,indicator,area,board,scope,period,comparator,value,valuePrinted,status,measure,note,document,sourceLine
        410003-a01,410003-i01,410003,,,2020,,16,16所,actual,level,,doc,15
        410003-a02,410003-i01,410003,,,2020,,17,,estimated,,,doc,16
        410003-a03,410003-i01,410003,科学城板块,,2020,gt,120,超过120家,actual,cumulative,,doc,15
        410003-a04,410003-i02,410003,,,2019-H2,approx,3.50,,provisional,,,,
        410003-a05,410003-i02,410003,,,2019-Q4,,,——,not_collected,,表内未列,doc,72
        """
            + IntStream.rangeClosed(1, 12)
                .mapToObj(
                    i ->
                        "410003-m%1$02d,410003-i03,410003,,,2020-%1$02d,ge,-%1$d.10,,actual,,,,\n"
                            .formatted(i))
                .collect(Collectors.joining());
    OBSERVATIONS.takesInOnce(file);
    OBSERVATIONS.walksAllPages("area=410003", file);
    OBSERVATIONS.refusesAForeignCursor("area=410003", "area=410003&status=actual");
    OBSERVATIONS.roundTrips("area=410003", file);
    OBSERVATIONS.refusesUnknownAndRepeatedParameters();
    OBSERVATIONS.neverAnswers304AfterAWrite(
        "410003-m03", "area=410003", file.replace("-3.10", "-3.1"));
    given()
        .get("/v1/observations/410003-a03")
        .then()
        .statusCode(200)
        .body("reportedOn", matchesPattern("\\d{4}-\\d{2}-\\d{2}"))
        .body(
            matchesPattern(
                """
                \\Q{"code":"410003-a03","indicator":"410003-i01","area":"410003","board":"科学城板块","period":"2020","comparator":"gt",\
                "value":120,"valuePrinted":"超过120家","status":"actual","measure":"cumulative","reportedOn":"\\E\\d{4}-\\d\\d-\\d\\d\\Q","document":"doc","sourceLine":15}\\E"""));
    var path = "/v1/observations?area=410003";
    OBSERVATIONS
        .imported(
            "代码,指标,行政区划代码,统计期,比较符,数值,数据状态,数值口径\n"
                + "410003-m07,410003-i03,410003,2020-07,≥,-7.10,实际,水平值\n",
            "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    given().get("/v1/observations/410003-m07").then().body("measure", equalTo("level"));
    given().get(path + "&period=2020").then().body("items", hasSize(3));
    given().get(path + "&period=2020-07").then().body("items.code", contains("410003-m07"));
    given().get(path + "&indicator=410003-i02").then().body("items", hasSize(2));
    given().get(path + "&status=not_collected").then().body("items.code", contains("410003-a05"));
    given()
        .get(path + "&period=2020-13")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/period"));
  }

  @Test
  void takesAnObservationOncePerPlacePeriodAndLine() {
    load("410004");
    var header = "code,indicator,area,board,scope,period,value,status,sourceLine\n";
    OBSERVATIONS
        .imported(
            header
                + "410004-a1,410004-i01,410004,,,2020,1,actual,\n"
                + "410004-a2,410004-i01,410004,,某园,2020,1,actual,15\n")
        .statusCode(200);
    OBSERVATIONS
        .imported(
            header
                + "410004-b1,410004-i01,410004,,,2020,2,actual,\n"
                + "410004-b2,410004-i01,410004,,某园,2020,2,actual,15\n"
                + "410004-b3,410004-i01,410004,,某园,2020,1,actual,16\n"
                + "410004-b4,410004-i01,410004,,某园,2020,1,actual,16\n"
                + "410004-b5,410004-i01,410004,某园,,2020-H1,1,actual,15\n")
        .statusCode(422)
        .body("errors.code", everyItem(equalTo("same-thing")))
        .body("errors.row", contains(2, 3, 5));
    OBSERVATIONS
        .imported(
            header
                + "410004-a1,410004-i01,410004,,某园,2020,1,actual,15\n"
                + "410004-c1,410004-i01,410004,,,2021,1,actual,\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.row", contains(2));
  }

  @Test
  void namesEveryErrorOfAnObservation() {
    load("410005");
    OBSERVATIONS
        .imported(
            """
            代码,指标,行政区划代码,统计期,比较符,数值,数据状态,数值口径,来源行
            410005-a1,no-such,4100,2020-Q5,大约,120家,真实,much,0
            410005-a2,410005-i01,410005,2020,,,actual,,
            410005-a3,410005-i01,410005,2020,,0,not_collected,,
            410005-a4,,410005,,,1,,,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("指标", "行政区划代码", "统计期", "比较符", "数值", "数据状态", "数值口径", "来源行"))
        .body("errors.findAll { it.row == 3 }.column", contains("数值"))
        .body("errors.findAll { it.row == 4 }.column", contains("数值"))
        .body("errors.findAll { it.row == 5 }.column", containsInAnyOrder("指标", "统计期", "数据状态"));
    given().get("/v1/observations?area=410005").then().body("items", hasSize(0));
  }

  @Test
  void keepsThePoliciesThatAPlanNames() {
    load("410006");
    var file =
        """
        code,plan,name,aliases,kind,status,tableNumber,documentNumber,issuedOn,mentions,note,document,sourceLine
        410006-145-y01,410006-145,新型研发机构培育办法,,拟出台区级政策,planned,1,,,table-16@1062;prose@475,,doc,1062
        410006-145-y02,410006-145,促进科技成果转化实施办法,成果转化办法;转化办法,拟出台区级政策,issued,2,某府发〔2022〕12号,2022-06-30,table-16@1063,正文名称不同,doc,1063
        410006-145-y03,410006-145,知识产权法,,法律法规,not_stated,,,,,,,
        """
            + IntStream.rangeClosed(4, 14)
                .mapToObj(
                    i ->
                        "410006-145-y%1$02d,410006-145,办法%1$d,,办法,drafted,%1$d,,,,,,\n"
                            .formatted(i))
                .collect(Collectors.joining());
    POLICIES.takesInOnce(file);
    POLICIES.walksAllPages("plan=410006-145", file);
    POLICIES.refusesAForeignCursor("plan=410006-145", "plan=410006-145&status=drafted");
    POLICIES.roundTrips("plan=410006-145", file);
    POLICIES.refusesUnknownAndRepeatedParameters();
    POLICIES.neverAnswers304AfterAWrite(
        "410006-145-y02", "plan=410006-145", file.replace("2022-06-30", "2022-07-01"));
    given()
        .get("/v1/policies/410006-145-y02")
        .then()
        .statusCode(200)
        .body("issuedOn", equalTo("2022-07-01"))
        .body("aliases", contains("成果转化办法", "转化办法"))
        .body("mentions.source", contains("table-16"))
        .body("mentions.line", contains(1063));
    var path = "/v1/policies?plan=410006-145";
    given().get(path + "&status=drafted").then().body("items", hasSize(11));
    given().get(path + "&kind=法律法规").then().body("items.code", contains("410006-145-y03"));
    POLICIES
        .imported(
            """
            code,plan,name,kind,status,issuedOn,mentions,tableNumber
            410006-145-z01,no-such,甲,办法,planned,2022-01-01,16@,0
            410006-145-z02,410006-145,乙,办法,issued,2022-06-31,,
            410006-145-z03,410006-145,,,出台,六月底,,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("plan", "issuedOn", "mentions", "tableNumber"))
        .body("errors.findAll { it.row == 3 }.code", contains("no-such-date"))
        .body(
            "errors.findAll { it.row == 4 }.column",
            containsInAnyOrder("name", "kind", "status", "issuedOn"));
    load("410007");
    POLICIES
        .imported(
            "code,plan,name,kind,status\n410006-145-y03,410007-145,知识产权法,法律法规,not_stated\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("moved"));
  }

  @Test
  void filtersByEveryWordThereIs() {
    Map.of(
            "indicators?kind=", IndicatorKind.class,
            "targets?measure=", Measure.class,
            "target-adjustments?status=", AdjustmentStatus.class,
            "observations?status=",
                dev.zhihe.indicators.figures.observation.ObservationStatus.class,
            "policies?status=", dev.zhihe.indicators.policy.PolicyStatus.class)
        .forEach(
            (list, words) ->
                Stream.of(Text.words(words).en().split(", "))
                    .forEach(word -> given().get("/v1/" + list + word).then().statusCode(200)));
  }

  /** The plan and the dictionary that a district's other files refer to. */
  private static void load(String area) {
    PLANS
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    INDICATORS.imported(indicators(area)).statusCode(200);
  }

  private static String indicators(String area) {
    return "code,nameZh,aliases,kind,unit,direction,nature,plans\n"
        + "%1$s-i01,指标1,又名;别名,goal,家,increase,level,%1$s-145\n".formatted(area)
        + "%1$s-i02,指标2,,achievement,%%,increase,ratio,%1$s-145\n".formatted(area)
        + IntStream.rangeClosed(3, 12)
            .mapToObj(
                i -> "%s-i%02d,指标%d,,headline,家,increase,level,%1$s-145\n".formatted(area, i, i))
            .collect(Collectors.joining());
  }

  private static void loadObserved() {
    INDICATORS.imported(
        "code,nameZh,kind,direction,nature,unit\nobs-rate,占比,headline,increase,level,%\nobs-firms,企业,headline,increase,level,家\n");
  }

  private static final String OBSERVED_COLUMNS = "code,indicator,area,period,value,status\n";

  @Test
  void tellsAFaultOnceAndAsksNoRuleOfACellThatCouldNotBeRead() {
    loadObserved();
    OBSERVATIONS
        .imported(
            OBSERVED_COLUMNS
                + "obs-1,obs-firms,211000,2024,45个,actual\nobs-2,obs-firms,211000,2024,,actual\n")
        .statusCode(422)
        .body("errors.code", equalTo(List.of("number", "value-and-status")))
        .body("errors.row", equalTo(List.of(2, 3)));
  }

  @Test
  void holdsTheUnitOfTheHeaderAgainstThatOfEachIndicator() {
    loadObserved();
    var rows =
        "obs-3,obs-rate,211000,2024年,45.5,actual\nobs-4,obs-firms,211000,2024年7月,12,actual\n";
    var mixed = OBSERVED_COLUMNS.replace("value", "数值（％）") + rows;
    OBSERVATIONS
        .imported(mixed)
        .statusCode(422)
        .body("errors.code", equalTo(List.of("unit-mismatch")))
        .body("errors[0].row", equalTo(3))
        .body("errors[0].detail", containsString("“%”"))
        .body("errors[0].detail", containsString("“家”"));
    OBSERVATIONS.imported(mixed, "?mode=valid").statusCode(200).body("created", equalTo(1));
    OBSERVATIONS
        .imported(
            OBSERVED_COLUMNS.replace("value", "数值（家）") + rows.substring(rows.indexOf("obs-4")))
        .statusCode(200)
        .body("created", equalTo(1));
    assertThat(OBSERVATIONS.item("obs-3").getString("period")).isEqualTo("2024");
    assertThat(OBSERVATIONS.item("obs-4").getString("period")).isEqualTo("2024-07");
    TARGETS
        .imported("code,plan,indicator,area,year,comparator,目标值（家）\n,,obs-rate,,2025,ge,1\n")
        .statusCode(422)
        .body("errors.code", hasItem("unit-mismatch"));
  }
}
