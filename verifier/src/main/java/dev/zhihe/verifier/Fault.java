package dev.zhihe.verifier;

/** The first mismatch, with its position. */
final class Fault extends Exception {
  private static final long serialVersionUID = 1L;

  private final long position;

  Fault(long position, String what) {
    super(what);
    this.position = position;
  }

  long position() {
    return position;
  }
}
