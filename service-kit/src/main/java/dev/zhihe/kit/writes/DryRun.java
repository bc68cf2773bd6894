package dev.zhihe.kit.writes;

import dev.zhihe.kit.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The parameter {@code dryRun} of a write: everything is checked, nothing is written. */
public final class DryRun {
  private DryRun() {}

  /** Whether a dry run is requested; 400 unless the parameter is absent, true or false. */
  public static boolean requested(@Nullable String dryRun) {
    if (dryRun == null || dryRun.equals("false")) {
      return false;
    }
    if (dryRun.equals("true")) {
      return true;
    }
    throw Problem.parameter("dryRun", dryRun, "dryRun 应为 true 或 false", "dryRun is true or false");
  }
}
