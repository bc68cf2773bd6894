package dev.zhihe.kit.imports;

/** How many rows were created, updated, unchanged and rejected. */
record RowCounts(long created, long updated, long unchanged, long rejected) {
  static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

  RowCounts plus(RowCounts others) {
    return new RowCounts(
        created + others.created,
        updated + others.updated,
        unchanged + others.unchanged,
        rejected + others.rejected);
  }

  /** The total: each row is counted once. */
  long total() {
    return created + updated + unchanged + rejected;
  }
}
