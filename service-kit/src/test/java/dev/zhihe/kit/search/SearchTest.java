package dev.zhihe.kit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The search against one that looks at every name: on some twenty thousand names made of few
 * characters, so that some words stand in nearly all of them and others in none.
 */
class SearchTest {
  private static final String[] WORDS = {
    "重庆", "长安", "科学城", "人工智能", "大学", "研究院", "创新", "园", "区", "·", "（二期）", "5G", "R&D"
  };
  private static final Audience OPERATOR = Audience.organisation("91000000MA00000157");

  private static final List<Thing> THINGS = things(new Random(20));
  private static NameDatabase database;
  private static Search search;

  /** Something with names. */
  interface Thing extends Published, Findable {
    @Override
    default Publication publication() {
      throw new UnsupportedOperationException("no name is in it");
    }

    @Override
    default Record view() {
      throw new UnsupportedOperationException("no name is in it");
    }
  }

  record Place(
      String code, List<String> names, List<String> aliases, String area, Audience audience)
      implements Thing {}

  record Body(String code, List<String> names, List<String> aliases, String area, Audience audience)
      implements Thing {}

  @BeforeAll
  static void keepThem() throws SQLException {
    database = NameDatabase.create();
    search = database.search();
    database.keep(THINGS.stream().filter(Place.class::isInstance).toList());
    database.keep(THINGS.stream().filter(Body.class::isInstance).toList());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void findsWhatALookAtEveryNameFindsInTheSameOrder() throws SQLException {
    var random = new Random(4);
    var few = 0;
    var many = 0;
    for (int i = 0; i < 400; i++) {
      var query =
          new SearchQuery(
              normal(random),
              pick(random, null, null, null, "place", "nothing"),
              pick(random, null, null, null, "500106"),
              pick(random, 1, 5, 20, 100),
              pick(
                  random,
                  Audiences.PUBLIC,
                  Audiences.BUREAU,
                  Audiences.ofRole("91000000MA00000157")));

      var hits = search.find(query);

      var expected = byLookingAtEveryName(query);
      assertThat(hits)
          .as("%s", query)
          .extracting(SearchHit::code, SearchHit::rank, SearchHit::matched)
          .containsExactlyElementsOf(
              expected.stream()
                  .limit(query.limit())
                  .map(hit -> tuple(hit.code(), hit.rank(), hit.text()))
                  .toList());
      few += expected.size() <= 1_000 ? 1 : 0;
      many += expected.size() > 1_000 ? 1 : 0;
    }
    assertThat(few).as("searches that found few").isGreaterThan(50);
    assertThat(many).as("searches that found many").isGreaterThan(50);
  }

  @Test
  void aRenamedEntityIsFoundByItsNewNamesAloneAndADeletedOneByNone() throws SQLException {
    var before = place("renamed", "旧日风物", "前尘");
    database.keep(List.of(before));
    assertThat(codes("旧日")).containsExactly("renamed");

    database.keep(List.of(place("renamed", "新颜", "往事", "云烟")));

    assertThat(codes("旧日")).isEmpty();
    assertThat(codes("前尘")).isEmpty();
    assertThat(codes("云烟")).containsExactly("renamed");
    try (var connection = database.app()) {
      Names.drop(connection, before);
    }
    assertThat(codes("云烟")).isEmpty();
    assertThat(codes("renamed")).isEmpty();
  }

  @Test
  void namesSpeltAlikeAreKeptOnceAndTheFirstIsShown() throws SQLException {
    database.keep(List.of(place("alike", "浪尖·渝力", "浪尖渝力", "浪尖（渝力）", "alike")));

    var hit = search.find(everything("浪尖渝力")).getFirst();

    assertThat(hit.matched()).isEqualTo("浪尖·渝力");
    assertThat(hit.rank()).isEqualTo(4);
    assertThat(search.find(everything("alike")).getFirst().matched()).isEqualTo("alike");
  }

  @Test
  void familiesAreThePluralsOfTypes() {
    assertThat(
            Stream.of("platform", "policy", "ledger-entry", "alias", "project-list", "fund")
                .map(Search::family))
        .containsExactly(
            "platforms", "policies", "ledger-entries", "aliases", "project-lists", "funds");
  }

  private static Place place(String code, String name, String... aliases) {
    return new Place(code, List.of(name), List.of(aliases), "500199", Audience.PUBLIC);
  }

  private static SearchQuery everything(String text) {
    return new SearchQuery(Spelling.normal(text), null, null, 100, Audiences.PUBLIC);
  }

  private static List<String> codes(String text) throws SQLException {
    return search.find(everything(text)).stream().map(SearchHit::code).toList();
  }

  private record Match(String type, String code, int rank, String text) {}

  private static List<Match> byLookingAtEveryName(SearchQuery query) {
    var readable =
        THINGS.stream()
            .filter(thing -> query.readable().include(thing.audience()))
            .filter(thing -> query.area() == null || query.area().equals(thing.area()))
            .filter(thing -> query.type() == null || query.type().equals(type(thing)))
            .toList();
    var codes = readable.stream().map(thing -> Spelling.normal(thing.code())).toList();
    var fewBegin = codes.stream().filter(code -> code.startsWith(query.normal())).count() <= 500;
    var fewContain = codes.stream().filter(code -> code.indexOf(query.normal()) > 0).count() <= 500;
    return readable.stream()
        .map(thing -> best(thing, query.normal(), fewBegin, fewContain))
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparing(Match::rank).thenComparing(Match::code).thenComparing(Match::type))
        .toList();
  }

  private static String type(Thing thing) {
    return thing instanceof Place ? "place" : "body";
  }

  private static @Nullable Match best(
      Thing thing, String wanted, boolean fewCodesBegin, boolean fewCodesContain) {
    var texts = new ArrayList<String>(thing.names());
    texts.addAll(thing.aliases());
    if (Spelling.normal(thing.code()).startsWith(wanted) ? fewCodesBegin : fewCodesContain) {
      texts.add(thing.code());
    }
    return IntStream.range(0, texts.size())
        .mapToObj(
            i -> {
              var kind =
                  i < thing.names().size()
                      ? 0
                      : i < thing.names().size() + thing.aliases().size() ? 1 : 2;
              var normal = Spelling.normal(texts.get(i));
              var match =
                  normal.equals(wanted)
                      ? 0
                      : normal.startsWith(wanted)
                          ? 1
                          : normal.contains(wanted) ? 2 : readAs(normal, wanted) ? 3 : 4;
              return match == 4
                  ? null
                  : new Match(
                      type(thing),
                      thing.code(),
                      match * 100_000 + kind * 10_000 + normal.codePointCount(0, normal.length()),
                      texts.get(i));
            })
        .filter(Objects::nonNull)
        .min(Comparator.comparing(Match::rank))
        .orElse(null);
  }

  /** Whether the letters are read, one by one, in a stretch of the name. */
  private static boolean readAs(String normal, String letters) {
    return IntStream.rangeClosed(0, normal.length() - letters.length())
            .anyMatch(
                from ->
                    normal.codePoints().anyMatch(character -> character > 0x3000)
                        && IntStream.range(0, letters.length())
                            .allMatch(
                                i ->
                                    readings(normal.charAt(from + i)).indexOf(letters.charAt(i))
                                        >= 0))
        && letters.matches("[a-z0-9]*[a-z][a-z0-9]*");
  }

  /** Of the characters of {@link #WORDS}, as a person reads them or might. */
  private static String readings(char character) {
    return switch (character) {
      case '重' -> "cz";
      case '庆' -> "q";
      case '长' -> "cz";
      case '安' -> "a";
      case '科' -> "k";
      case '学' -> "x";
      case '城' -> "c";
      case '人' -> "r";
      case '工' -> "g";
      case '智' -> "z";
      case '能' -> "n";
      case '大' -> "d";
      case '研' -> "y";
      case '究' -> "j";
      case '院' -> "y";
      case '创' -> "c";
      case '新' -> "x";
      case '园' -> "y";
      case '区' -> "oq";
      case '二' -> "e";
      case '期' -> "jq";
      default -> String.valueOf(character);
    };
  }

  private static List<Thing> things(Random random) {
    return IntStream.range(0, 9_000)
        .mapToObj(
            i -> {
              var code = "thing-%04d".formatted(random.nextInt(10_000) * 10 + i % 10);
              var names = List.of(name(random));
              var aliases = Stream.generate(() -> name(random)).limit(random.nextInt(3)).toList();
              var area = pick(random, "500106", "500107", "500108");
              var audience =
                  pick(random, Audience.PUBLIC, Audience.PUBLIC, Audience.BUREAU, OPERATOR);
              return random.nextBoolean()
                  ? (Thing) new Place(code, names, aliases, area, audience)
                  : new Body(code, names, aliases, area, audience);
            })
        .collect(Collectors.toMap(thing -> type(thing) + thing.code(), thing -> thing, (a, b) -> a))
        .values()
        .stream()
        .toList();
  }

  private static String name(Random random) {
    var name = new StringBuilder();
    var length = 1 + random.nextInt(random.nextInt(20) == 0 ? 25 : 6);
    for (int i = 0; i < length; i++) {
      name.append(WORDS[(int) (WORDS.length * Math.pow(random.nextDouble(), 1.5))]);
    }
    return Spelling.normal(name.toString()).isEmpty() ? "园" : name.toString();
  }

  private static String normal(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Spelling.normal(name(random));
      case 1 ->
          pick(
              random,
              "园",
              "研究院",
              "重庆",
              "5",
              "g",
              "thing",
              "thing0",
              "ing12",
              "thing777",
              "12",
              "新长",
              "院重庆大");
      case 2 -> letters(random, 1 + random.nextInt(6));
      default -> {
        var name = Spelling.normal(name(random));
        var from = random.nextInt(name.length());
        yield name.substring(from, from + 1 + random.nextInt(Math.min(4, name.length() - from)));
      }
    };
  }

  private static String letters(Random random, int length) {
    var letters = new StringBuilder();
    while (letters.length() < length) {
      letters.append("cqcakxcrgzndxyjycxyq5grd".charAt(random.nextInt(24)));
    }
    return letters.toString();
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
