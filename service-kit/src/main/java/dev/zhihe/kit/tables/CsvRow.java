package dev.zhihe.kit.tables;

import java.util.List;

/** A record and its number. */
record CsvRow(long number, List<String> cells, List<BrokenCell> broken) {}
