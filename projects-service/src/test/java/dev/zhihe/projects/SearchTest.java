package dev.zhihe.projects;

import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SearchTest {

  @Test
  void findsAProjectByNameCodeAndInitials() {
    new Family("programmes").imported(planFile("04-programmes.csv", "510201")).statusCode(200);
    new Family("projects")
        .imported(
            """
            code,plan,area,programme,name,stage
            510201-145-p01,510201-145,510201,510201-145-c1,环重庆大学创新生态圈,not_stated
            510201-145-p02,510201-145,510201,510201-145-c1,环重庆师范大学创新生态圈,not_stated
            """)
        .statusCode(200);

    for (var q : new String[] {"环重庆大学创新生态圈", "重庆大学创新", "hcqdx", "510201-145-p01"}) {
      given()
          .queryParam("q", q)
          .get("/v1/search/projects?area=510201&type=project")
          .then()
          .statusCode(200)
          .body("items[0].code", equalTo("510201-145-p01"))
          .body("items[0].name", equalTo("环重庆大学创新生态圈"))
          .body("items[0].href", equalTo("/v1/projects/510201-145-p01"));
    }
    given().get("/v1/projects/510201-145-p01").then().statusCode(200);
  }
}
