package dev.zhihe.kit.reads;

import java.util.List;

/** A computed answer: rows, and any other properties. */
public interface Computed<R extends Record> {
  /** The rows; each is a line of the CSV. */
  List<R> items();
}
