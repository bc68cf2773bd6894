package dev.zhihe.kit.imports;

/** How a run processes its chunks. */
interface ImportSteps {
  /** Whether valid rows are written, or only checked. */
  boolean writes();

  /**
   * Processes a chunk.
   *
   * @param reached number of the chunk's last row
   * @param work the work to do; starts from the beginning each time if it must be repeated
   * @param run the counts and errors so far; they include the chunk once the work is done
   */
  void chunk(long reached, Runnable work, ImportRun<?, ?> run);

  /** Number of the last row that was already processed. */
  default long done() {
    return 0;
  }

  /**
   * Whether a chunk that failed is processed again in two halves. So the rows before the failing
   * one are taken, and the failing row is found.
   */
  default boolean halves(RuntimeException failure) {
    return false;
  }
}
