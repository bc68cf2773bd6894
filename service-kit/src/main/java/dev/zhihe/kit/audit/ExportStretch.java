package dev.zhihe.kit.audit;

/**
 * The range that a file covers.
 *
 * @param chain chain value at {@code after}, from which the file's first link continues
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ExportStretch(int feedEpoch, long after, long to, byte[] chain) {}
