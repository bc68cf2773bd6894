package dev.zhihe.kit.changelog;

/**
 * An entity whose versions follow one another in time: each holds from the first day of its {@link
 * Extent} on, until the first day of a later version. With {@code on}, the last version that had
 * begun by that day is read. Of other entities it is the latest version, or none.
 */
public interface LastingVersions extends Published {}
