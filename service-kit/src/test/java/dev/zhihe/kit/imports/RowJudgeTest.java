package dev.zhihe.kit.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.kit.tables.Line;
import dev.zhihe.kit.tables.Row;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** A row that changes a stored letter, and a family that decides whether it may. */
class RowJudgeTest {
  private static final List<Column> COLUMNS =
      List.of(Column.required("code", "代码"), Column.optional("text", "内容"));

  private final List<Violation> violations = new ArrayList<>();
  private final List<Object> detached = new ArrayList<>();
  private final List<Letter> submitted = new ArrayList<>();
  private final Letter stored = new Letter("before");

  /** Whether the row changes the stored letter. */
  private boolean changed(BiPredicate<Letter, Row> mayChange) {
    var header = new Header(1, List.of("code", "text"), COLUMNS);
    var row =
        new Line(2, List.of("l1", "after"), List.of())
            .row(header, Map.of("code", COLUMNS.get(0), "text", COLUMNS.get(1)), violations);
    var judge =
        new RowJudge<>(
            new LetterImport(mayChange),
            Format.CSV,
            true,
            Audiences.BUREAU,
            detaching(),
            new Repetitions("code", Repetitions.inMemory()),
            header);
    return judge.changed(stored, new LetterView("l1", "after"), null, row);
  }

  private EntityManager detaching() {
    return (EntityManager)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("detach");
              return detached.add(arguments[0]) ? null : proxy;
            });
  }

  @Test
  void submitsALetterThatMayChange() {
    assertThat(changed((letter, row) -> true)).isTrue();
    assertThat(submitted).containsExactly(stored);
    assertThat(detached).isEmpty();
  }

  @Test
  void leavesALetterThatMayNotChange() {
    var changed =
        changed(
            (letter, row) -> {
              row.refuse("text", "sent", "信已寄出", "the letter was sent");
              return false;
            });

    assertThat(changed).isFalse();
    assertThat(violations).extracting(Violation::code).containsExactly("sent");
    assertThat(submitted).isEmpty();
    assertThat(detached).containsExactly(stored);
  }

  @Test
  void failsIfTheFamilyGivesNoReason() {
    assertThatThrownBy(() -> changed((letter, row) -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "%s allows no change of l1 and adds no error to row 2", LetterImport.class.getName());
    assertThat(submitted).isEmpty();
  }

  record LetterView(String code, String text) {}

  static final class Letter implements Published {
    private final Publication publication = new Publication();
    private String text;

    Letter(String text) {
      this.text = text;
    }

    @Override
    public String code() {
      return "l1";
    }

    @Override
    public Publication publication() {
      return publication;
    }

    @Override
    public LetterView view() {
      return new LetterView("l1", text);
    }
  }

  private final class LetterImport implements ImportFamily<Letter, LetterView> {
    private final BiPredicate<Letter, Row> mayChange;

    LetterImport(BiPredicate<Letter, Row> mayChange) {
      this.mayChange = mayChange;
    }

    @Override
    public Class<Letter> entity() {
      return Letter.class;
    }

    @Override
    public List<Column> columns() {
      return COLUMNS;
    }

    @Override
    public LetterView read(Row row) {
      return new LetterView(row.code("code"), row.text("text"));
    }

    @Override
    public Letter create(LetterView given, Row row) {
      return new Letter(given.text());
    }

    @Override
    public void change(Letter letter, LetterView given) {
      letter.text = given.text();
    }

    @Override
    public boolean mayChange(Letter letter, Row row) {
      return mayChange.test(letter, row);
    }

    @Override
    public void submit(Letter letter) {
      submitted.add(letter);
    }
  }
}
