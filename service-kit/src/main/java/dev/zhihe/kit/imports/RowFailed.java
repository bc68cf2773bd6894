package dev.zhihe.kit.imports;

/** A single row, alone in its chunk, could not be processed. */
final class RowFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long row;

  RowFailed(long row, RuntimeException cause) {
    super("row " + row + " failed", cause);
    this.row = row;
  }

  long row() {
    return row;
  }
}
