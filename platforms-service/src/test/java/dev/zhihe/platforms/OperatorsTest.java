package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Credit codes of operators that fail their check. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OperatorsTest {
  private static final String HEADER = "code,area,name,creditCode,creditCodeNote\n";
  private static final Family BY_EDITOR = new Family("operators");
  private static final Family BY_ADMIN = new Family("operators", () -> as("ada", "admin"));

  @Test
  void anAdministratorTakesInACodeThatFailsItsCheckAndSaysWhy() {
    var sound = Parks.creditCode("181301", 1);
    var failing = sound.substring(0, 17) + (sound.endsWith("0") ? '1' : '0');
    var row = "181301-op-1,181301,早年公司,%s,%s\n";

    BY_EDITOR
        .imported(HEADER + row.formatted(failing, "执照核对无误"))
        .statusCode(422)
        .body("errors.code", contains("check-character"));
    BY_ADMIN
        .imported(HEADER + row.formatted(failing, ""))
        .statusCode(422)
        .body("errors.code", contains("check-character"));
    BY_ADMIN
        .imported(HEADER + row.formatted(failing.substring(1) + "O", "执照核对无误"))
        .statusCode(422)
        .body("errors.code", contains("shape"));
    BY_ADMIN.imported(HEADER + row.formatted(failing, "执照核对无误")).statusCode(200);

    given()
        .get("/v1/operators/181301-op-1")
        .then()
        .body("creditCode", equalTo(failing))
        .body("creditCodeNote", equalTo("执照核对无误"));
  }

  @Test
  void anEditorChangesAllElseOfSuchAnOperator() {
    var sound = Parks.creditCode("181302", 1);
    var failing = sound.substring(0, 17) + (sound.endsWith("0") ? '1' : '0');
    var file = HEADER + "181302-op-1,181302,早年公司,%s,执照核对无误\n".formatted(failing);
    BY_ADMIN.imported(file).statusCode(200);

    BY_EDITOR.imported(file).statusCode(200).body("unchanged", equalTo(1));
    BY_EDITOR
        .imported(file.replace("早年公司", "改名公司"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    BY_EDITOR
        .imported(file.replace("执照核对无误", ""), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("check-character"));
  }

  /** Who has the code acts for the platforms: another person agrees. */
  @Test
  void oneEditorAloneDoesNotGivePlatformsToAnotherOrganisation() {
    new Parks("181303").loaded();
    var file = "code,area,name,creditCode\n181303-op-%d,181303,%s,%s\n";
    var other = Parks.creditCode("181303", 7);
    BY_EDITOR
        .imported(file.formatted(1, "甲公司", other), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("by-registry-change"))
        .body("errors.column", contains("creditCode"));
    BY_EDITOR
        .imported(file.formatted(1, "甲改名公司", Parks.creditCode("181303", 1)), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    // Without platforms it is master data.
    BY_EDITOR.imported(file.formatted(3, "丙公司", other)).statusCode(200);
    BY_EDITOR
        .imported(file.formatted(3, "丙公司", Parks.creditCode("181303", 8)), "?onExisting=update")
        .statusCode(200);
  }
}
