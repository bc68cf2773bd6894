package dev.zhihe.projects.project;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The projects. */
@ApplicationScoped
public class Projects implements PanacheRepositoryBase<Project, String> {

  /** The plan that a project belongs to; null if there is no such project. */
  public @Nullable String planOf(String code) {
    var project = findById(code);
    return project == null ? null : project.plan();
  }
}
