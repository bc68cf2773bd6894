package dev.zhihe.indicators.indicator;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The dictionary. */
@ApplicationScoped
public class Indicators implements PanacheRepositoryBase<Indicator, String> {

  /** Whether there is such an indicator. */
  public boolean has(String code) {
    return findById(code) != null;
  }
}
