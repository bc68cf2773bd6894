package dev.zhihe.platforms.supervision.obligation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who ran a platform before, and when it rested, as approved changes of the registry say.
 *
 * @param takeovers in the order of their approval
 * @param suspensions in the order of their days
 */
record PlatformPast(List<Takeover> takeovers, List<Suspension> suspensions) {
  static final PlatformPast NONE = new PlatformPast(List.of(), List.of());

  /**
   * That another operator runs the platform.
   *
   * @param from its first day
   * @param before the operator up to then; null if there was none
   */
  record Takeover(LocalDate from, @Nullable RunningOperator before) {}

  /**
   * That the platform rested.
   *
   * @param until first day on which it was active again; null if it was not resumed
   */
  record Suspension(LocalDate from, @Nullable LocalDate until) {}

  /** Collects the changes of a platform, in the order of their approval. */
  static final class Collected {
    private final List<Takeover> takeovers = new ArrayList<>();
    private final List<Suspension> suspensions = new ArrayList<>();

    void takeover(LocalDate from, @Nullable RunningOperator before) {
      takeovers.add(new Takeover(from, before));
    }

    void suspension(LocalDate from) {
      suspensions.add(new Suspension(from, null));
    }

    void resumption(LocalDate on) {
      if (!suspensions.isEmpty()) {
        suspensions.add(new Suspension(suspensions.removeLast().from(), on));
      }
    }

    PlatformPast past() {
      return new PlatformPast(List.copyOf(takeovers), List.copyOf(suspensions));
    }
  }

  /**
   * The operator on a day: of the takeovers whose day was reached, the one approved last decides.
   * Null if there was none.
   *
   * @param present the operator now
   */
  @Nullable RunningOperator operatorOn(LocalDate day, RunningOperator present) {
    @Nullable RunningOperator operator = present;
    for (var takeover : takeovers.reversed()) {
      if (!takeover.from().isAfter(day)) {
        return operator;
      }
      operator = takeover.before();
    }
    return operator;
  }

  /** A former operator by its code; null if it is none. */
  @Nullable RunningOperator former(String code) {
    return takeovers.stream()
        .map(Takeover::before)
        .filter(Objects::nonNull)
        .filter(operator -> operator.code().equals(code))
        .findFirst()
        .orElse(null);
  }

  /** Whether it rested on a day. */
  boolean restedOn(LocalDate day) {
    return suspensions.stream()
        .anyMatch(
            one -> !one.from().isAfter(day) && (one.until() == null || one.until().isAfter(day)));
  }
}
