package dev.zhihe.platforms.supervision.obligation;

import java.util.List;
import java.util.Map;

/**
 * A platform with what is known of its reports and extensions, by period.
 *
 * @param amendments those under review
 * @param extensions those that were not revoked
 */
record PlatformRecord(
    OwingPlatform platform,
    Map<String, KnownReport> reports,
    Map<String, KnownReport> amendments,
    Map<String, List<KnownExtension>> extensions) {}
