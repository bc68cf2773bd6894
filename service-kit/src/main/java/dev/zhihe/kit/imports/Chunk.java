package dev.zhihe.kit.imports;

import dev.zhihe.kit.tables.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are worked on together: at most a thousand, and no more than fit into little memory,
 * whatever they hold.
 */
public final class Chunk {
  /** Most rows of a chunk. */
  static final int MAX_ROWS = 1_000;

  /** About as many bytes of rows are held at a time; the row that reaches it is the last. */
  static final long HEAVIEST = 4_000_000;

  private final List<Line> lines = new ArrayList<>();
  private long weight;

  /** Takes a row; whether it was the last that the chunk takes. */
  public boolean add(Line line) {
    lines.add(line);
    weight += line.weight();
    return lines.size() == MAX_ROWS || weight >= HEAVIEST;
  }

  /** The rows, which the chunk then forgets. */
  public List<Line> take() {
    var taken = List.copyOf(lines);
    lines.clear();
    weight = 0;
    return taken;
  }
}
