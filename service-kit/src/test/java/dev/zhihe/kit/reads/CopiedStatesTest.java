package dev.zhihe.kit.reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sealed.History;
import dev.zhihe.kit.sealed.SealedState;
import dev.zhihe.kit.sealed.ValidOn;
import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whole lists of the past, as files have them. Those of the present are read over HTTP. */
class CopiedStatesTest {
  private static final String QUOTED = "o'?\\'; drop table note; --";

  /** The type of the ledger's notes. */
  private interface Note extends Published {}

  private final Ledger ledger = Ledger.create();
  private final CopiedStates copied =
      new CopiedStates(
          ledger.pool(),
          (EntityManagerFactory)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {EntityManagerFactory.class},
                  (self, method, given) -> {
                    throw new AssertionError("the past needs no entities");
                  }));

  CopiedStatesTest() throws Exception {
    ledger.commitNote("500106-b", 2);
    ledger.commitNote("500106-a", 1);
    ledger.commit(
        List.of(
            Ledger.change(
                "note",
                "500106-c",
                1,
                Action.CREATED,
                Audience.BUREAU,
                "{\"code\":\"500106-c\",\"name\":\"o'?\\\\'; drop table note; --\"}",
                "c")));
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
  }

  private Moment now() throws Exception {
    return new Moment(new Cut((int) ledger.epoch(), ledger.head()), null);
  }

  @Test
  void readsWhatPagesReadAndCountsWhatIsNotPublic() throws Exception {
    var bodies = new ArrayList<String>();
    assertThat(read(Filters.none(), Audiences.BUREAU, now(), bodies)).isEqualTo(1);
    assertThat(bodies)
        .hasSize(3)
        .containsExactlyElementsOf(pages(Filters.none(), Audiences.BUREAU, now()));
    bodies.clear();
    assertThat(read(Filters.none(), Audiences.PUBLIC, now(), bodies)).isZero();
    assertThat(bodies)
        .hasSize(2)
        .containsExactlyElementsOf(pages(Filters.none(), Audiences.PUBLIC, now()));
    bodies.clear();
    var dated = new Moment(now().cut(), LocalDate.of(2024, 1, 1));
    read(Filters.none(), Audiences.PUBLIC, dated, bodies);
    assertThat(bodies).hasSize(2);
  }

  @Test
  void takesAnyTextAsTheValueOfAFilter() throws Exception {
    var bodies = new ArrayList<String>();
    read(Filters.none().equal("name", QUOTED), Audiences.BUREAU, now(), bodies);
    assertThat(bodies).singleElement().asString().contains("500106-c");
  }

  @Test
  void endsTheStatementIfItsReaderFails() throws Exception {
    var moment = now();
    for (int i = 0; i < 10; i++) { // more than there are connections
      assertThatThrownBy(
              () ->
                  copied.each(
                      Note.class,
                      Filters.none(),
                      Audiences.PUBLIC,
                      moment,
                      (bytes, start, length) -> {
                        throw new IllegalStateException("full");
                      }))
          .hasMessage("full");
    }
    var bodies = new ArrayList<String>();
    read(Filters.none(), Audiences.PUBLIC, moment, bodies);
    assertThat(bodies).hasSize(2);
  }

  private long read(Filters filters, Audiences readable, Moment moment, List<String> bodies) {
    return copied.each(
        Note.class,
        filters,
        readable,
        moment,
        (bytes, start, length) ->
            bodies.add(new String(bytes, start, length, StandardCharsets.UTF_8)));
  }

  private List<String> pages(Filters filters, Audiences readable, Moment moment) throws Exception {
    return new History(ledger.pool())
            .page(
                "note",
                "",
                100,
                Objects.requireNonNull(moment.cut()),
                ValidOn.ANY_DAY,
                readable,
                filters)
            .stream()
            .map(SealedState::body)
            .toList();
  }
}
