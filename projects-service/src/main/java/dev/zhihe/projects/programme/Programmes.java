package dev.zhihe.projects.programme;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The programmes. */
@ApplicationScoped
public class Programmes implements PanacheRepositoryBase<Programme, String> {

  /** The plan of a programme; null if there is no such programme. */
  public @Nullable String planOf(String code) {
    var programme = findById(code);
    return programme == null ? null : programme.plan();
  }
}
