package dev.zhihe.sample;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who reads a state that is for one organisation, over HTTP: a topic is given such a state. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AudienceTest {
  private static final String OURS = "91000000MA00000157";
  private static final String OTHERS = "91330100799655058B";
  private static final String ITEM = "/v1/topics/520001-t2";
  private static final String LIST = "/v1/topics?area=520001";

  private static final List<Supplier<Request>> READERS =
      List.of(
          () -> asOperator("olga", OURS), () -> as("rita", "reviewer"), () -> as("ada", "admin"));
  private static final List<Supplier<Request>> STRANGERS =
      List.of(
          () -> given(),
          () -> as("carl", "consumer"),
          () -> as("nobody", "operator"),
          () -> asOperator("oscar", OTHERS),
          () -> asOperator("odd", "ORG:" + OURS),
          () -> asOperator("all", "PUBLIC"),
          () -> given().auth().oauth2(Tokens.ofOrganisation(OURS, "carl", "consumer")));

  @Inject AgroalDataSource database;

  @Test
  void showsAnOrganisationsStateToItsOperatorsAndTheBureauAlone() throws SQLException {
    new Family("topics")
        .imported(
            """
            code,area,nameZh
            520001-t1,520001,公开的
            520001-t2,520001,一家的
            """)
        .statusCode(200);
    handOver("520001-t2");
    for (var reader : READERS) {
      reader.get().get(ITEM).then().statusCode(200).body("nameZh", equalTo("一家的"));
      reader.get().get(LIST).then().body("items.code", contains("520001-t1", "520001-t2"));
      assertThat(own(reader.get())).containsEntry("entityId", "520001-t2");
    }
    for (var stranger : STRANGERS) {
      stranger
          .get()
          .header("Accept-Language", "en")
          .get(ITEM)
          .then()
          .statusCode(404)
          .body("detail", equalTo("There is no 520001-t2"));
      stranger.get().get(LIST).then().body("items.code", contains("520001-t1"));
      stranger.get().get(LIST + "&format=csv").then().body(not(containsString("一家的")));
      assertThat(own(stranger.get()))
          .as("whoever read it before is told that it is no longer theirs to read, and no more")
          .containsEntry("action", "withdrawn")
          .containsEntry("withheld", true)
          .doesNotContainKeys("data", "salt", "auditHash");
    }
  }

  @Test
  void tagsListsApartForCallersWhoSeeDifferentThings() {
    var tags = new HashSet<String>();
    for (var caller :
        List.of(given(), asOperator("olga", OURS), asOperator("oscar", OTHERS), asEditor())) {
      var tag = caller.get(LIST).then().statusCode(200).extract().header("ETag");
      assertThat(tags.add(tag)).as(tag).isTrue();
    }
    var ours = asOperator("olga", OURS).get(LIST).header("ETag");
    asOperator("ole", OURS).header("If-None-Match", ours).get(LIST).then().statusCode(304);
    asOperator("oscar", OTHERS).header("If-None-Match", ours).get(LIST).then().statusCode(200);
    given().header("If-None-Match", ours).get(LIST).then().statusCode(200);
  }

  /** The feed's entry of the second state of the topic, which the bureau tells from others. */
  private static Map<String, Object> own(Request reader) {
    var path = "/v1/changes/sample?wait=10&after=";
    for (long after = 0; ; ) {
      var page = asEditor().get(path + after).then().statusCode(200).extract().jsonPath();
      List<Map<String, Object>> items = page.getList("items");
      assertThat(items).as("the state is in the feed").isNotEmpty();
      for (int i = 0; i < items.size(); i++) {
        if ("520001-t2".equals(items.get(i).get("entityId"))
            && Integer.valueOf(2).equals(items.get(i).get("version"))) {
          return reader.get(path + after + "&limit=" + items.size()).jsonPath().getMap(at(i));
        }
      }
      after = page.getLong("next");
    }
  }

  private static String at(int index) {
    return "items[" + index + "]";
  }

  private void handOver(String code) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(
          """
          update topic set audience = 'ORG:%s', version = version + 1 where code = '%s'
          """
              .formatted(OURS, code));
      statement.executeUpdate(
          """
          insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)
          select 'topic', code, version, 'updated', audience, body, 'test', 'test' from topic where code = '%s'
          """
              .formatted(code));
      connection.commit();
    }
  }
}
