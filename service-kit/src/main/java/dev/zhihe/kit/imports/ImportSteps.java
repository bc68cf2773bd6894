package dev.zhihe.kit.imports;

/** How a run goes about its chunks. */
interface ImportSteps {
  /** Whether sound rows are written, or only checked. */
  boolean writes();

  /**
   * Does what is to be done with a chunk.
   *
   * @param reached row that the chunk ends with
   * @param work begins anew each time, should it have to be done again
   * @param run what was counted and found so far, with the chunk once the work is done
   */
  void chunk(long reached, Runnable work, ImportRun<?, ?> run);

  /** Row up to which nothing is to be done any more. */
  default long done() {
    return 0;
  }

  /**
   * Whether a chunk that failed is done again in two halves, so that the rows before the one that
   * fails are taken, and that one is found.
   */
  default boolean halves(RuntimeException failure) {
    return false;
  }

  /** One row, alone in its chunk, could not be worked on. */
  final class RowFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long row;

    RowFailed(long row, RuntimeException cause) {
      super("row " + row + " failed: " + cause.getMessage(), cause);
      this.row = row;
    }

    long row() {
      return row;
    }
  }
}
