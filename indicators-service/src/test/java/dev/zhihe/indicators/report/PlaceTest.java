package dev.zhihe.indicators.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.json.Views;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private static final String KEPT =
      """
      {"plan":{"code":"p"},"scorecards":{"category":[{"nameZh":"甲","counts":[{"verdict":"behind","count":2}]}]},
       "targets":[{"target":"t1","value":1},{"target":"t2","value":2}]}""";

  private static Place first(String found) {
    return Place.first(Views.tree(KEPT), Views.tree(found));
  }

  @Test
  void alikeDocumentsDifferNowhere() {
    assertThat(first(KEPT)).isNull();
    JsonNode whole = Views.tree(KEPT);
    assertThat(Place.first(whole, whole)).isNull();
  }

  @Test
  void namesTheTargetAndItsProperty() {
    assertThat(first(KEPT.replace("\"value\":2", "\"value\":3")))
        .isEqualTo(new Place("targets", "t2", "value", "2", "3"));
  }

  @Test
  void namesWhatIsMissingAndWhatIsTooMuch() {
    assertThat(first(KEPT.replace(",{\"target\":\"t2\",\"value\":2}", "")))
        .isEqualTo(new Place("targets", "t2", null, "{\"target\":\"t2\",\"value\":2}", null));
    assertThat(first(KEPT.replace("\"value\":1", "\"value\":1,\"note\":\"x\"")))
        .isEqualTo(new Place("targets", "t1", "note", null, "x"));
  }

  @Test
  void namesAGroupsCountAndAPartsOwnProperty() {
    assertThat(first(KEPT.replace("\"count\":2", "\"count\":4")))
        .isEqualTo(new Place("scorecards.category", "甲", "counts.behind.count", "2", "4"));
    assertThat(first(KEPT.replace("\"code\":\"p\"", "\"code\":\"q\"")))
        .isEqualTo(new Place("plan.code", null, null, "p", "q"));
  }

  @Test
  void tellsALongValueByItsBeginning() {
    var place = first(KEPT.replace("\"code\":\"p\"", "\"code\":\"" + "长".repeat(500) + "\""));
    assertThat(place.found()).hasSize(201).endsWith("…");
  }
}
