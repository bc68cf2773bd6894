package dev.zhihe.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What is gathered of one contender, round by round. */
final class Measurement {
  /** Who has one of these in its name is compared with the same, where there is such a one. */
  private static final List<String> LIKE_WITH_LIKE = List.of("token", "AOT cache");

  private final Contender contender;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> p50 = new ArrayList<>();
  private final List<Double> p99 = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();
  private final List<Double> databaseCpu = new ArrayList<>();
  private final List<Double> kilobytes = new ArrayList<>();
  private double peakMegabytes;
  private long failed;

  Measurement(Contender contender) {
    this.contender = contender;
  }

  Contender contender() {
    return contender;
  }

  /** The most memory that its servers had resident by the end of a turn. */
  void memory(double megabytes) {
    peakMegabytes = Math.max(peakMegabytes, megabytes);
  }

  /** A round as fast as possible, with what was used in it: CPU seconds and bytes. */
  void throughput(Load load, double cpuSeconds, double databaseSeconds, double bytes) {
    perSecond.add(load.perSecond());
    if (Double.isFinite(load.p50())) {
      p50.add(load.p50());
    }
    failed += load.failed();
    if (load.done() > 0) {
      // Seconds for one request are a thousand milliseconds for a thousand, hence a million.
      cpu.add(
          contender.servers().get().isEmpty() ? Double.NaN : cpuSeconds * 1_000_000 / load.done());
      databaseCpu.add(databaseSeconds * 1_000_000 / load.done());
      kilobytes.add(contender.servers().get().isEmpty() ? Double.NaN : bytes / 1024 / load.done());
    }
  }

  /** A round at a fixed rate. */
  void latency(Load load) {
    failed += load.failed();
    p50.add(load.p50());
    p99.add(load.p99());
  }

  /** The median of the rounds' shares: what is near in time is compared. */
  static double share(List<Double> one, List<Double> other) {
    return Numbers.median(
        IntStream.range(0, Math.min(one.size(), other.size()))
            .mapToObj(round -> one.get(round) / other.get(round))
            .toList());
  }

  Result result(List<Measurement> all) {
    return new Result(
        contender.group(),
        contender.name(),
        contender.role(),
        perSecond,
        p50,
        p99,
        cpu,
        databaseCpu,
        kilobytes,
        peakMegabytes,
        failed,
        shareOf(Role.LIMIT, all, perSecond, each -> each.perSecond),
        1 / shareOf(Role.LIMIT, all, cpu, each -> each.cpu),
        shareOf(Role.PEER, all, perSecond, each -> each.perSecond),
        other(Role.PEER, all).map(peer -> peer.contender.name()).orElse(""));
  }

  private long differences(Measurement other) {
    return LIKE_WITH_LIKE.stream()
        .filter(what -> contender.name().contains(what) != other.contender.name().contains(what))
        .count();
  }

  private double shareOf(
      Role role,
      List<Measurement> all,
      List<Double> ours,
      Function<Measurement, List<Double>> theirs) {
    return other(role, all).map(other -> share(ours, theirs.apply(other))).orElse(Double.NaN);
  }

  /** Of its group in that role, the one most like it. The first of several. */
  private Optional<Measurement> other(Role role, List<Measurement> all) {
    return all.stream()
        .filter(
            other ->
                other.contender.role() == role && other.contender.group().equals(contender.group()))
        .min(Comparator.comparing(this::differences));
  }
}
