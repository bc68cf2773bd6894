package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.kit.problem.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Figures that were just approved: they are published with all that is computed from them, or will
 * be when their embargo is over. Whoever observes it may refuse the whole.
 */
public final class Approval {
  private final List<ObservationView> figures;
  private @Nullable Refused refused;

  Approval(List<ObservationView> figures) {
    this.figures = figures;
  }

  /** Undoes an approval, and tells what to leave out of the next. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem why;
    private final transient Set<String> codes;

    private Refused(Problem why, Set<String> codes) {
      super(why);
      this.why = why;
      this.codes = codes;
    }

    Problem why() {
      return why;
    }

    /** The figures without which nothing would speak against it, one at least. */
    Set<String> codes() {
      return codes;
    }
  }

  /** The figures, as they will be published. */
  public List<ObservationView> figures() {
    return figures;
  }

  /** Refuses it for what some of its figures say. */
  public void refuse(Problem why, Set<String> codes) {
    refused = new Refused(why, codes);
  }

  /**
   * Lets it stand.
   *
   * @throws Refused if somebody refused it
   */
  void settle() {
    if (refused != null) {
      throw refused;
    }
  }
}
