package dev.zhihe.kit.sealed;

/**
 * A position at which a transaction ends.
 *
 * @param feedEpoch the epoch in which the position was assigned
 */
public record Cut(int feedEpoch, long position) {
  /** The id of the event at this position. Reports cite it; {@code asOf} accepts it. */
  public String id(String service) {
    return service + "/" + feedEpoch + "/" + position;
  }
}
