package dev.zhihe.projects;

import static dev.zhihe.test.Family.as;

import dev.zhihe.test.Family;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Projects with investment plans, for tests: as many as asked for, in one programme. */
public final class Planned {
  private Planned() {}

  /** Draft investment plans of ten yuan, six of them in 2021–2022 and four in 2023–2025. */
  public static void loaded(String area, int projects) {
    new Family("programmes")
        .imported("code,plan,nameZh\n%1$s-145-c1,%1$s-145,类\n".formatted(area))
        .statusCode(200);
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n"
                + rows(
                    projects, "%1$s-145-p%2$d,%1$s-145,%1$s,%1$s-145-c1,项目%2$d,not_stated\n", area))
        .statusCode(200);
    new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases,document,sourceLine\n"
                + rows(
                    projects,
                    "%1$s-145-p%2$d-ip1,%1$s-145,%1$s-145-p%2$d,12,10,2021-2022:6;2023-2025:4,doc,%2$d\n",
                    area))
        .statusCode(200);
  }

  /** As {@link #loaded}, adopted. */
  public static void adopted(String area, int projects) {
    loaded(area, projects);
    adopt(area);
  }

  /** Adopts the drafts. */
  public static void adopt(String area) {
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", area + "-145"))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
  }

  private static String rows(int count, String row, String area) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> row.formatted(area, i))
        .collect(Collectors.joining());
  }
}
