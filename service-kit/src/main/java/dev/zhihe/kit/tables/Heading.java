package dev.zhihe.kit.tables;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The Chinese header of a property in workbooks, without a unit. Properties that an import reads
 * have it from their {@link Column}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Heading {
  String value();
}
