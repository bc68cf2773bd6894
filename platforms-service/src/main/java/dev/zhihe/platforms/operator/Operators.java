package dev.zhihe.platforms.operator;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The operators. */
@ApplicationScoped
public class Operators implements PanacheRepositoryBase<Operator, String> {

  /** Whether there is an operator of this code. */
  public boolean exists(String code) {
    return findById(code) != null;
  }

  /** Whether an operator is the organisation of a credit code. */
  public boolean is(String code, String creditCode) {
    var operator = findById(code);
    return operator != null && operator.creditCode().equals(creditCode);
  }

  /** Codes of the operators that have these credit codes, by credit code. */
  Map<Object, String> codesOf(List<String> creditCodes) {
    return find("creditCode in ?1", creditCodes).stream()
        .collect(Collectors.toMap(Operator::creditCode, Operator::code));
  }
}
