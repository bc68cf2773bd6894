package dev.zhihe.bench;

/** What a contender is in its group. */
enum Role {
  /** A part of the suite. */
  OURS(""),
  /** Another product that answers the same question. */
  PEER("peer"),
  /** What no product can exceed, such as the same statements without any product before them. */
  LIMIT("limit"),
  /** For orientation. No ratio is taken to it. */
  ASIDE("aside");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
