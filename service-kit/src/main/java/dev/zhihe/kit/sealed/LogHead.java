package dev.zhihe.kit.sealed;

/** The last position of the sealed log. */
public record LogHead(int feedEpoch, long position) {}
