package dev.zhihe.kit.imports;

/**
 * How many rows were created, updated, unchanged and rejected.
 *
 * @param waiting rows of which a change waits for a second person, whatever else became of them
 */
record RowCounts(long created, long updated, long unchanged, long rejected, long waiting) {
  static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0);

  RowCounts plus(RowCounts others) {
    return new RowCounts(
        created + others.created,
        updated + others.updated,
        unchanged + others.unchanged,
        rejected + others.rejected,
        waiting + others.waiting);
  }

  /** The number of rows. Those that wait are among the others. */
  long total() {
    return created + updated + unchanged + rejected;
  }
}
