package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two operators of an area that a test has to itself, one platform and another of the one, one of
 * the other, and three periods, the last of which is not over.
 */
public record Parks(String area) {
  private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private static final Map<String, String> TESTS = new ConcurrentHashMap<>();

  private static final List<String> ALWAYS =
      List.of(
          "usableAreaM2",
          "occupiedAreaM2",
          "tenantsAtStart",
          "newTenants",
          "leftTenants",
          "graduatedTenants",
          "tenants");

  /** Takes in operators, platforms and periods, as an editor does. No two classes have an area. */
  public Parks loaded() {
    var test =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("Test"))
                        .findFirst())
            .orElse("");
    assertThat(TESTS.putIfAbsent(area, test)).as("who has %s", area).isIn(null, test);
    new Family("operators")
        .imported(
            """
            code,area,name,creditCode
            %1$s-op-1,%1$s,甲公司,%2$s
            %1$s-op-2,%1$s,乙公司,%3$s
            """
                .formatted(area, ours(), others()))
        .statusCode(200);
    new Family("platforms")
        .imported(
            """
            code,area,name,type,stage,operator
            %1$s-pf-1,%1$s,甲园,park,completed,%1$s-op-1
            %1$s-pf-2,%1$s,甲二园,park,completed,%1$s-op-1
            %1$s-pf-3,%1$s,乙园,park,completed,%1$s-op-2
            %1$s-pf-4,%1$s,无人园,park,planning,
            """
                .formatted(area))
        .statusCode(200);
    new Family("reporting-periods")
        .imported(
            """
            code,area,startDate,endDate,dueDate,reviewDueDate
            %1$s-2026-m09,%1$s,2026-09-01,2026-09-30,2026-10-10,2026-10-20
            %1$s-2026-m10,%1$s,2026-10-01,2026-10-31,2026-11-10,2026-11-20
            %1$s-2026-m11,%1$s,2026-11-01,2026-11-30,2026-12-10,2026-12-20
            """
                .formatted(area))
        .statusCode(200);
    return this;
  }

  /** Credit code of the organisation that runs the platforms 1 and 2. */
  public String ours() {
    return creditCode(area, 1);
  }

  /** Credit code of the organisation that runs platform 3. */
  public String others() {
    return creditCode(area, 2);
  }

  public Request olga() {
    return asOperator("olga", ours()).contentType("application/json");
  }

  public Request oscar() {
    return asOperator("oscar", others()).contentType("application/json");
  }

  public String platform(int number) {
    return area + "-pf-" + number;
  }

  public String period(String month) {
    return area + "-2026-" + month;
  }

  public String report(int platform, String month) {
    return platform(platform) + "-o-2026-" + month;
  }

  /** Sound figures of a platform for a month. */
  public Map<String, Object> figures(int platform, String month) {
    var figures = new HashMap<String, Object>();
    figures.put("platform", platform(platform));
    figures.put("period", period(month));
    figures.put("usableAreaM2", 12000);
    figures.put("incubationAreaM2", 9000);
    figures.put("occupiedAreaM2", 7600.5);
    figures.put("tenants", 42);
    figures.put("newTenants", 3);
    figures.put("graduatedTenants", 1);
    figures.put("leftTenants", 2);
    figures.put("tenantsAtStart", 42);
    figures.put("outputYuan", 12500000);
    figures.put("comment", "二号楼交付");
    return figures;
  }

  /**
   * The figures with some of them changed, and as many tenants at the start as make them add up.
   */
  public Map<String, Object> figures(int platform, String month, Map<String, Object> others) {
    var figures = figures(platform, month);
    figures.putAll(others);
    var tenants =
        Stream.of("tenants", "newTenants", "leftTenants", "graduatedTenants")
            .map(figures::get)
            .toList();
    if (!others.containsKey("tenantsAtStart")
        && tenants.stream().allMatch(Integer.class::isInstance)) {
      var number = tenants.stream().map(Integer.class::cast).toList();
      figures.put("tenantsAtStart", number.get(0) - number.get(1) + number.get(2) + number.get(3));
    }
    return figures;
  }

  /** A tenant that is there at the end, in a body. */
  static Map<String, Object> tenant(int number, String enteredOn, double areaM2) {
    var tenant = new HashMap<String, Object>();
    tenant.put("name", "企业" + number);
    tenant.put("creditCode", creditCode("110101", number));
    tenant.put("enteredOn", enteredOn);
    tenant.put("areaM2", areaM2);
    return tenant;
  }

  /** Figures for these tenants, all of whom entered in the month, as their lines say. */
  Map<String, Object> figuresOfTenants(int platform, String month, int tenants) {
    var lines =
        IntStream.rangeClosed(1, tenants)
            .mapToObj(number -> tenant(number, "2026-" + month.substring(1) + "-05", 10.5))
            .toList();
    return figures(
        platform,
        month,
        Map.of(
            "tenants",
            tenants,
            "newTenants",
            tenants,
            "leftTenants",
            0,
            "graduatedTenants",
            0,
            "occupiedAreaM2",
            tenants * 10.5,
            "tenantLines",
            lines));
  }

  /** A new version of a draft, as one of the first organisation saves it. */
  ValidatableResponse saved(int platform, String month, Map<String, Object> report) {
    var draft = "/v1/occupancy-reports/" + report(platform, month) + "/draft";
    return olga()
        .header("If-Match", olga().get(draft).header("ETag"))
        .body(Map.of("report", report))
        .put(draft)
        .then()
        .statusCode(200);
  }

  /** A request that submits the saved draft. */
  Request seenDraft(int platform, String month) {
    var draft = "/v1/occupancy-reports/" + report(platform, month) + "/draft";
    return olga().header("If-Match", olga().get(draft).header("ETag"));
  }

  /** Uploads a file of the first organisation, and returns its hash. */
  String uploaded(String content) {
    return olga()
        .contentType("application/pdf")
        .body(("%PDF-1.7 " + content).getBytes(StandardCharsets.UTF_8))
        .post("/v1/occupancy-attachments?name=scan.pdf")
        .then()
        .statusCode(201)
        .extract()
        .path("sha256");
  }

  /** Hands in sound figures of one of the first organisation's platforms. */
  public ValidatableResponse submitted(int platform, String month) {
    return olga()
        .body(figures(platform, month))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
  }

  /**
   * Adopts a form for the months of the area.
   *
   * @param fields figures besides those that every report must give, or in their place
   */
  void adoptForm(int edition, String effectiveOn, String types, String fields) {
    var all = new StringBuilder(fields);
    for (var name : ALWAYS) {
      if (!fields.contains(name)) {
        all.append(';').append(name);
      }
    }
    new Family("forms")
        .imported(
            "code,area,kind,edition,effectiveOn,nameZh,nameEn,types,fields,reason\n%1$s-f%2$d,%1$s,month,%2$d,%3$s,园区月报,Monthly report of parks,%4$s,%5$s,首次制定\n"
                .formatted(area, edition, effectiveOn, types, all))
        .statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("area", area))
        .post("/v1/forms/adoptions")
        .then()
        .statusCode(200);
  }

  /** A sound code that nobody has. */
  public static String creditCode(String area, int number) {
    var body = "91%sMA%07d".formatted(area, number);
    var sum = 0;
    for (int i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31) {
      sum += CHARACTERS.indexOf(body.charAt(i)) * weight;
    }
    return body + CHARACTERS.charAt((31 - sum % 31) % 31);
  }
}
