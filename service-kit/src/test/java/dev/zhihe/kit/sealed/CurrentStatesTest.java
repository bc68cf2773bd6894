package dev.zhihe.kit.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables hold, and the position that it stands on. */
class CurrentStatesTest {
  private static final String WAITING =
      "select count(*) from pg_locks where not granted and relation = 'note'::regclass";
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private Ledger ledger;
  private SessionFactory mapping;
  private CurrentStates current;
  private Cuts cuts;

  /** The row of the ledger's table, as a service maps its own. */
  @Entity
  @Table(name = "note")
  static class Note implements Published {
    @Id private String code;
    private String text;
    @Embedded private Publication publication = new Publication();

    private record View(String code, String text) {}

    @Override
    public String code() {
      return code;
    }

    @Override
    public Publication publication() {
      return publication;
    }

    @Override
    public Record view() {
      return new View(code, text);
    }
  }

  @BeforeEach
  void aLedgerWithItsMapping() throws Exception {
    ledger = Ledger.create();
    mapping =
        new Configuration()
            .addAnnotatedClass(Note.class)
            .setProperty("hibernate.connection.url", ledger.url())
            .setProperty("hibernate.connection.username", ledger.service() + "_app")
            .setProperty("hibernate.connection.password", ledger.service() + "_app")
            .buildSessionFactory();
    current = new CurrentStates(ledger.pool(), mapping);
    cuts = new Cuts(ledger.log(), ledger.pool(), Duration.ofMinutes(1));
  }

  @AfterEach
  void closeTheMapping() {
    mapping.close();
  }

  /** The commit comes while the reader waits for the table: after whatever it read before. */
  @Test
  void aCommitInBetweenIsInTheDataAndInThePosition() throws Exception {
    try (var _ = ledger.sealing()) {
      ledger.commitNote("a", 1);
      ledger.awaitSealed();
    }
    for (var read : List.of("item", "page")) {
      var before = ledger.head();
      CompletableFuture<CurrentStates.Found> answer;
      try (var _ = ledger.sealing();
          var writer = ledger.as("owner")) {
        writer.setAutoCommit(false);
        Ledger.execute(writer, "lock table note in access exclusive mode");
        answer =
            CompletableFuture.supplyAsync(
                () -> read.equals("item") ? item("a") : page(""), THREADS);
        Ledger.await("the reader waits", Duration.ofMinutes(1), () -> ledger.number(WAITING) > 0);
        var version = before + 1;
        var change = Ledger.note("a", version);
        Ledger.write(writer, change);
        LogRows.append(writer, List.of(change));
        writer.commit();
        var found = answer.get(1, TimeUnit.MINUTES);
        assertThat(found.states()).extracting(SealedState::version).containsExactly(version);
        assertThat(found.freshness().position() + found.freshness().waiting()).isEqualTo(version);
        ledger.awaitSealed();
      }
    }
  }

  @Test
  void standsOnAPositionOnceAllIsSealedThoughNothingIsFound() throws Exception {
    assertThat(page("").freshness().cut()).isEqualTo(new Cut((int) ledger.epoch(), 0));
    ledger.commitNote("a", 2);
    assertThat(item("a").freshness().cut()).as("it waits").isNull();
    assertThat(item("a").freshness().waiting()).isEqualTo(2);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    for (var found : List.of(item("a"), page(""), item("none"), page("z"))) {
      assertThat(found.freshness().cut()).isEqualTo(cuts.at("2"));
    }
    assertThat(item("a").states()).containsExactlyElementsOf(page("").states());
    assertThat(item("none").states()).isEmpty();
    assertThat(page("z").states()).isEmpty();
  }

  /** An epoch begins where nothing was written yet: positions before it keep theirs. */
  @Test
  void namesAPositionByTheEpochThatGaveIt() throws Exception {
    ledger.commitNote("a", 2);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    try (var owner = ledger.as("owner")) {
      Ledger.execute(owner, "update feed_head set feed_epoch = feed_epoch + 1");
    }
    for (var cut : List.of(page("").freshness().cut(), cuts.latest(), cuts.at("now"))) {
      assertThat(cuts.at(cuts.id(cut))).isEqualTo(cut).isEqualTo(cuts.at("2"));
    }
  }

  private CurrentStates.Found item(String code) {
    return current.item(Note.class, code);
  }

  private CurrentStates.Found page(String after) {
    return current.page(Note.class, after, 10, Audiences.PUBLIC, Filters.none());
  }
}
