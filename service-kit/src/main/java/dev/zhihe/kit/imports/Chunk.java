package dev.zhihe.kit.imports;

import dev.zhihe.kit.tables.Line;
import java.util.ArrayList;
import java.util.List;

/** Rows that are processed together: at most a thousand, and bounded in memory. */
public final class Chunk {
  /** Maximum number of rows in a chunk. */
  static final int MAX_ROWS = 1_000;

  /** Approximate limit in bytes. The row that reaches it is the last. */
  static final long MAX_BYTES = 4_000_000;

  private final List<Line> lines = new ArrayList<>();
  private long weight;

  /** Adds a row. Returns true if the chunk is then full. */
  public boolean add(Line line) {
    lines.add(line);
    weight += line.weight();
    return lines.size() == MAX_ROWS || weight >= MAX_BYTES;
  }

  /** Returns the rows and empties the chunk. */
  public List<Line> take() {
    var taken = List.copyOf(lines);
    lines.clear();
    weight = 0;
    return taken;
  }
}
