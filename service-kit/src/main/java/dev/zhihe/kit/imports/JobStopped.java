package dev.zhihe.kit.imports;

/** The job was cancelled, or another worker has claimed it. The current worker must stop. */
final class JobStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean cancelled;

  JobStopped(String why, boolean cancelled) {
    super(why);
    this.cancelled = cancelled;
  }

  boolean cancelled() {
    return cancelled;
  }
}
