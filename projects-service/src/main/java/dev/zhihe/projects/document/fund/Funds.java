package dev.zhihe.projects.document.fund;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The funds. */
@ApplicationScoped
public class Funds implements PanacheRepositoryBase<Fund, String> {

  /** The plan of a fund; null if there is no such fund. */
  public @Nullable String planOf(String code) {
    var fund = findById(code);
    return fund == null ? null : fund.view().plan();
  }
}
