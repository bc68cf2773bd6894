package dev.zhihe.kit.writes;

import jakarta.transaction.Transactional;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands in for the kit's annotation of this name. */
@Transactional
@Retention(RetentionPolicy.RUNTIME)
public @interface Write {}
