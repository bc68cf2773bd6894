package dev.zhihe.indicators;

import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SearchTest {

  @Test
  void findsAnIndicatorByItsNamesInBothLanguagesItsAliasesAndItsCode() {
    new Family("indicators")
        .imported(
            """
            code,nameZh,nameEn,aliases,unit,kind,direction,nature
            searched-share,某某投入占 GDP 比重,Searched & found as a share of GDP,被寻指标,%,headline,increase,ratio
            """)
        .statusCode(200);

    found("某某投入占gdp").body("items[0].match", equalTo("prefix"));
    found("mmtrzgdpbz").body("items[0].match", equalTo("initials"));
    found("searched and").body("items.code", not(equalTo("searched-share")));
    found("Searched found as")
        .body("items[0].matched", equalTo("Searched & found as a share of GDP"));
    found("被寻指标").body("items[0].matched", equalTo("被寻指标"));
    found("searched-share")
        .body("items[0].match", equalTo("exact"))
        .body("items[0].code", equalTo("searched-share"))
        .body("items[0].name", equalTo("某某投入占 GDP 比重"))
        .body("items[0].area", equalTo(null))
        .body("items[0].href", equalTo("/v1/indicators/searched-share"));
  }

  private static ValidatableResponse found(String q) {
    return given().queryParam("q", q).get("/v1/search/indicators").then().statusCode(200);
  }
}
