package dev.zhihe.kit.changelog;

import java.util.List;

/**
 * Entities of one type were stored or deleted through the change log. Observers run in the
 * transaction that did it, unless they ask for its end.
 *
 * @param stored as they stand now
 * @param deleted as they last stood
 */
public record Recorded(List<? extends Published> stored, List<? extends Published> deleted) {}
