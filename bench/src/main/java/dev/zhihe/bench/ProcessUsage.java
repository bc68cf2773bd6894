package dev.zhihe.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * What processes have used so far, by the kernel's and the JVM's own counters. Everything is NaN on
 * a machine without {@code /proc}.
 */
final class ProcessUsage {
  /** The kernel counts CPU time in hundredths of a second. */
  private static final double TICKS_PER_SECOND = 100;

  /** JVMs end during a run. Nobody needs to be told. */
  private static final Map<String, Long> NEVER_CHECKED =
      Map.of("jmx.remote.x.client.connection.check.period", 0L);

  private static final Path PROC = Path.of("/proc");

  private final Map<Long, @Nullable MBeanServerConnection> jvms = new HashMap<>();

  /** CPU seconds of processes, without their children. */
  static double cpu(List<Long> pids) {
    return pids.stream().mapToDouble(pid -> ticks(pid, false)).sum() / TICKS_PER_SECOND;
  }

  /** CPU seconds of processes and all their children, those that ended included. */
  static double cpuOfFamilies(List<Long> pids) {
    return pids.stream().mapToDouble(ProcessUsage::cpuOfFamily).sum();
  }

  private static double cpuOfFamily(long pid) {
    var children =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .mapToDouble(child -> ticks(child.pid(), false))
            .filter(Double::isFinite) // one that has just ended is among the ended ones
            .sum();
    return (ticks(pid, true) + children) / TICKS_PER_SECOND;
  }

  /** The largest memory that each process ever had resident, added up, in megabytes. */
  static double peakMegabytes(List<Long> pids) {
    return pids.stream().mapToDouble(pid -> kilobytes(pid, "status", "VmHWM:")).sum() / 1024;
  }

  /** The memory of processes now, where what they share is divided among them, in megabytes. */
  static double proportionalMegabytes(List<Long> pids) {
    return pids.stream().mapToDouble(pid -> kilobytes(pid, "smaps_rollup", "Pss:")).sum() / 1024;
  }

  /** Bytes that JVMs have allocated so far; NaN if one of them is no JVM. */
  double allocated(List<Long> pids) {
    return pids.stream().mapToDouble(this::allocated).sum();
  }

  private double allocated(long pid) {
    var jvm = jvms.computeIfAbsent(pid, ProcessUsage::connect);
    if (jvm == null) {
      return Double.NaN;
    }
    try {
      return ((Number)
              jvm.getAttribute(
                  new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes"))
          .doubleValue();
    } catch (JMException | IOException e) {
      return Double.NaN;
    }
  }

  @SuppressWarnings("BanJNDI") // the address is that of a process started here
  private static @Nullable MBeanServerConnection connect(long pid) {
    if (!isJvm(pid)) {
      return null; // attaching sends SIGQUIT, which ends other programs
    }
    try {
      var jvm = VirtualMachine.attach(Long.toString(pid));
      try {
        return JMXConnectorFactory.connect(
                new JMXServiceURL(jvm.startLocalManagementAgent()), NEVER_CHECKED)
            .getMBeanServerConnection();
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      return null;
    }
  }

  private static boolean isJvm(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .filter(command -> command.endsWith("/java"))
        .isPresent();
  }

  private static double ticks(long pid, boolean withEndedChildren) {
    try {
      var line = Files.readString(PROC.resolve(pid + "/stat"));
      // The name in parentheses may hold blanks. After it come the fields from the third on.
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      var ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return withEndedChildren
          ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14])
          : ticks;
    } catch (IOException e) {
      return Double.NaN; // ended, or not Linux
    }
  }

  private static double kilobytes(long pid, String file, String field) {
    try (var lines = Files.lines(PROC.resolve(pid + "/" + file))) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
