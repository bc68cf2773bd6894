package dev.zhihe.rules;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks what breaks the rule whose fixture it is in, and how often. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Breaks {
  int times() default 1;
}
