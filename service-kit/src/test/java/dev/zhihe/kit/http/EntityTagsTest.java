package dev.zhihe.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      quoteCharacter = '#',
      value = {
        "\"v2\" | true | true",
        "W/\"v2\" | true | false",
        "\"v1\", \"v2\" | true | true",
        "\"v1\",W/\"v2\" | true | false",
        "\"v1\" , W/\"x\" ,\"v2\" | true | true",
        "* | true | true",
        "# * # | true | true",
        "\"v1\", * | false | true",
        "\"v2-gzip\" | false | false", // the gateway gives a service its own tags
        "\"v1\", W/\"v3\" | false | false",
        "v2 | false | false",
        "w/\"v2\" | false | false",
        "\"*\" | false | false",
        "garbage | false | false",
        "## | false | false",
        "none | false | false"
      })
  void comparesWeaklyForReadersAndStronglyForWriters(String header, boolean held, boolean named) {
    assertThat(EntityTags.of(header).matchesWeakly("v2")).isEqualTo(held);
    assertThat(EntityTags.of(header).matchesStrongly("v2")).isEqualTo(named);
  }

  @Test
  void findsTheTagThatIsStillSo() {
    assertThat(EntityTags.of("\"a-1\", W/\"b-2\", \"b-3\"").beginningWith("b-")).hasValue("b-2");
    assertThat(EntityTags.of("\"b-3\"").beginningWith("b-")).hasValue("b-3");
    assertThat(EntityTags.of("*, \"ab-1\", \"b\"").beginningWith("b-")).isEmpty();
    assertThat(EntityTags.of(null).beginningWith("b-")).isEmpty();
  }
}
