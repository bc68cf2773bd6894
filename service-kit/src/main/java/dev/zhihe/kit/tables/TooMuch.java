package dev.zhihe.kit.tables;

import java.io.IOException;

/** A size limit was exceeded. */
final class TooMuch extends IOException {
  private static final long serialVersionUID = 1L;
}
