package dev.zhihe.platforms.registry.change;

import java.util.List;

/**
 * What a merger takes along, by codes in their order.
 *
 * @param movedTargets targets that the platform that goes on gets
 * @param closedTargets targets that it has already, so that they stay where they are
 * @param movedMembers platforms within one that goes in: they are within the one that goes on
 */
record MergerMoves(
    List<String> movedTargets, List<String> closedTargets, List<String> movedMembers) {
  static final MergerMoves NONE = new MergerMoves(List.of(), List.of(), List.of());
}
