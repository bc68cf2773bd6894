package dev.zhihe.platforms.registry.platform;

import dev.zhihe.platforms.operator.Operators;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** The platforms. */
@ApplicationScoped
public class Platforms implements PanacheRepositoryBase<Platform, String> {
  private final Operators operators;

  Platforms(Operators operators) {
    this.operators = operators;
  }

  /**
   * The platform, if the organisation runs it. Null if another organisation runs it or if it does
   * not exist.
   *
   * @param organisation the organisation's unified social credit code; null if the caller has none
   */
  public @Nullable Platform runBy(@Nullable String organisation, String code) {
    if (organisation == null) {
      return null;
    }
    var platform = findById(code);
    var operator = platform == null ? null : platform.operator();
    return operator != null && operators.is(operator, organisation) ? platform : null;
  }

  /** As {@link #runBy(String, String)}, and no act changes it until the transaction ends. */
  public @Nullable Platform lockedRunBy(@Nullable String organisation, String code) {
    var found = runBy(organisation, List.of(code));
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The platform, whoever runs it. No act changes it until the transaction ends. */
  public @Nullable Platform lockedAsItIs(String code) {
    return getSession()
        .createNativeQuery("select * from platform where code = ?1 for share", Platform.class)
        .setParameter(1, code)
        .uniqueResult();
  }

  /**
   * Those of some codes that the organisation runs, in one statement. No act changes them until the
   * transaction ends.
   */
  public List<Platform> runBy(@Nullable String organisation, Collection<String> codes) {
    return codes.isEmpty()
        ? List.of()
        : operated(organisation, " and platform.code = any(?2)")
            .setParameter(2, codes.toArray(String[]::new))
            .getResultList();
  }

  /**
   * All that the organisation runs, by their codes. No act changes them until the transaction ends.
   */
  public List<Platform> runBy(@Nullable String organisation) {
    return operated(organisation, "").getResultList();
  }

  /**
   * Holds all that the organisation runs, in the order of their codes: no act changes them until
   * the transaction ends. Returns their areas.
   */
  public List<String> hold(String organisation) {
    return getSession()
        .createNativeQuery(
            """
            select distinct area from (
              select platform.area from platform join operator on operator.code = platform.operator
              where operator.credit_code = ?1 order by platform.code for share of platform) as held""",
            String.class)
        .setParameter(1, organisation)
        .getResultList();
  }

  /** Those that were merged into platforms of the organisation while another one ran them. */
  public List<Platform> takenOverBy(@Nullable String organisation) {
    return getSession()
        .createNativeQuery(
            """
            select former.* from platform former
            join platform on platform.code = former.merged_into
            join operator on operator.code = platform.operator
            left join operator another on another.code = former.operator
            where operator.credit_code = ?1 and another.credit_code is distinct from ?1
            order by former.code""",
            Platform.class)
        .setParameter(1, organisation)
        .getResultList();
  }

  private NativeQuery<Platform> operated(@Nullable String organisation, String condition) {
    return getSession()
        .createNativeQuery(
            "select platform.* from platform join operator on operator.code = platform.operator"
                + " where operator.credit_code = ?1"
                + condition
                + " order by platform.code for share of platform",
            Platform.class)
        .setParameter(1, organisation);
  }

  /** Code of the area of a platform; null if it does not exist. */
  public @Nullable String areaOf(String code) {
    var platform = findById(code);
    return platform == null ? null : platform.area();
  }

  /** Of the stored platforms with these codes: the codes of those that each is within. */
  Map<String, Set<String>> wholesOf(Set<String> codes) {
    var found = new HashMap<String, Set<String>>();
    getSession()
        .createNativeQuery(
            "select code, part_of, located_in from platform where code = any(?1)", Object[].class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream()
        .forEach(
            row -> {
              var wholes = new HashSet<String>();
              if (row[1] instanceof Object[] listed) {
                Arrays.stream(listed).forEach(code -> wholes.add((String) code));
              }
              if (row[2] instanceof String premises) {
                wholes.add(premises);
              }
              found.put((String) row[0], wholes);
            });
    return found;
  }

  /** The codes of the platforms that are part of, or located in, one of these. */
  public Set<String> membersOf(Collection<String> wholes) {
    return getSession()
        .createNativeQuery(
            "select code from platform where part_of && ?1 or located_in = any(?1)", String.class)
        .setParameter(1, wholes.toArray(String[]::new))
        .getResultStream()
        .collect(Collectors.toSet());
  }

  /** The platforms with these codes that exist, by code. */
  public Map<String, Platform> byCode(Collection<String> codes) {
    return found("", codes);
  }

  /** Those of the platforms that are merged into others. */
  Map<String, Platform> merged(Collection<String> codes) {
    return codes.isEmpty() ? Map.of() : found(" and merged_into is not null", codes);
  }

  /** As {@link #byCode}, and no act changes them until the transaction ends. */
  public Map<String, Platform> held(Collection<String> codes) {
    return found(" order by code for share", codes);
  }

  /** As {@link #byCode}, locked in the order of their codes. */
  public Map<String, Platform> locked(Collection<String> codes) {
    return found(" order by code for no key update", codes);
  }

  /** Locks the platforms with these codes as {@link #locked} does, and does not read them. */
  void lock(Collection<String> codes) {
    getSession()
        .createNativeQuery(
            "select code from platform where code = any(?1) order by code for no key update",
            String.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultList();
  }

  private Map<String, Platform> found(String more, Collection<String> codes) {
    return getSession()
        .createNativeQuery("select * from platform where code = any(?1)" + more, Platform.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream()
        .collect(Collectors.toMap(Platform::code, Function.identity()));
  }

  /**
   * That a platform left the registry, and which one goes on now; null if it did not leave. A
   * platform that others were merged into may itself be merged into another.
   */
  public @Nullable PlatformDeparture departureOf(Platform platform) {
    var last = platform;
    for (var next = platform.mergedInto(); next != null; next = last.mergedInto()) {
      last = Objects.requireNonNull(findById(next));
    }
    return platform.departure(last == platform ? null : last.code());
  }
}
