package dev.zhihe.kit.changelog;

import java.util.List;

/**
 * Entities of one type were stored or deleted through the change log. By default, observers run in
 * the same transaction.
 *
 * @param stored the entities in their new state
 * @param deleted the entities in their last state
 */
public record Recorded(List<? extends Published> stored, List<? extends Published> deleted) {}
