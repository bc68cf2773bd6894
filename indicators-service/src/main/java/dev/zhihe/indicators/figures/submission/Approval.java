package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.kit.problem.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Event: figures were just approved. They are published, now or after their embargo, together with
 * the figures computed from them. An observer may refuse the approval.
 */
public final class Approval {
  private final List<ObservationView> figures;
  private @Nullable Refused refused;

  Approval(List<ObservationView> figures) {
    this.figures = figures;
  }

  /** Rolls an approval back, and names the figures to leave out of the next attempt. */
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

    /** The figures that break the rule; at least one. */
    Set<String> codes() {
      return codes;
    }
  }

  /** The figures as they will be published. */
  public List<ObservationView> figures() {
    return figures;
  }

  /** Refuses the approval because of some of its figures. */
  public void refuse(Problem why, Set<String> codes) {
    refused = new Refused(why, codes);
  }

  /**
   * Ends the approval.
   *
   * @throws Refused if an observer refused it
   */
  void settle() {
    if (refused != null) {
      throw refused;
    }
  }
}
