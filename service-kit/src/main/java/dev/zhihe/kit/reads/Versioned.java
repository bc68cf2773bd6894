package dev.zhihe.kit.reads;

/** A state and its version. */
public record Versioned<V extends Record>(long version, V state) {}
