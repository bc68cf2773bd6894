package dev.zhihe.platforms.operator;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operators. */
@ApplicationScoped
public class Operators implements PanacheRepositoryBase<Operator, String> {

  /** Whether there is an operator with this code. */
  public boolean exists(String code) {
    return findById(code) != null;
  }

  /** Those of some codes that operators have. There may be many codes. */
  public Set<String> existing(Collection<String> codes) {
    return codes.isEmpty()
        ? Set.of()
        : getSession()
            .createNativeQuery("select code from operator where code = any(?1)", String.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream()
            .collect(Collectors.toSet());
  }

  /** Whether an operator has a credit code. */
  public boolean is(String code, String creditCode) {
    var operator = findById(code);
    return operator != null && operator.creditCode().equals(creditCode);
  }

  /** Whether an operator runs a platform. */
  boolean runsPlatforms(String code) {
    return getSession()
        .createNativeQuery(
            "select exists (select from platform where operator = ?1)", Boolean.class)
        .setParameter(1, code)
        .getSingleResult();
  }

  /**
   * Holds some operators: no import changes their credit codes until the transaction ends that
   * gives them platforms.
   */
  public void hold(Collection<String> codes) {
    getSession()
        .createNativeQuery(
            "select code from operator where code = any(?1) order by code for share", String.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultList();
  }

  /** Reads some operators at once: they are found without a query each in the same session. */
  public void load(Collection<String> codes) {
    if (!codes.isEmpty()) {
      list("code in ?1", Set.copyOf(codes));
    }
  }

  /** Code of the operator that has a credit code, or null. */
  @Nullable String codeOf(String creditCode) {
    return find("creditCode", creditCode)
        .<Operator>firstResultOptional()
        .map(Operator::code)
        .orElse(null);
  }
}
