package dev.zhihe.projects;

import dev.zhihe.kit.imports.Belonging;
import dev.zhihe.kit.problem.Text;

/** The plan that records belong to. Its record is another service's: here it is a code. */
public final class Plan {
  /** No import moves a record to another plan. */
  public static final Belonging BELONGING = new Belonging("plan", new Text("规划", "plan"));

  private Plan() {}
}
