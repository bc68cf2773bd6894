package dev.zhihe.bench;

import java.util.List;

/**
 * What was measured of one contender.
 *
 * @param perSecond one value a round
 * @param p50 milliseconds, one value a round
 * @param p99 milliseconds, one value a round
 * @param cpu CPU milliseconds of its servers for 1,000 requests, one value a round
 * @param databaseCpu the same of PostgreSQL
 * @param kilobytes allocated for a request by its JVMs, one value a round
 * @param peakMegabytes the most memory its servers had resident by the end of a turn
 * @param failed requests that failed in all rounds
 * @param ofLimit share of the group's limit, the median of the rounds; NaN without one
 * @param ofLimitPerCore requests for a CPU second as a share of the limit's; NaN if one is unknown
 * @param ofPeer share of the group's peer that is most like it, the median of the rounds; NaN
 *     without one
 * @param peer the name of that peer; empty without one
 */
record Result(
    String group,
    String name,
    Role role,
    List<Double> perSecond,
    List<Double> p50,
    List<Double> p99,
    List<Double> cpu,
    List<Double> databaseCpu,
    List<Double> kilobytes,
    double peakMegabytes,
    long failed,
    double ofLimit,
    double ofLimitPerCore,
    double ofPeer,
    String peer) {}
