package dev.zhihe.kit.tables;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The edition that added a property to a released view. Files of lists about a position of an
 * earlier edition do not have its column, so that they keep their bytes. The service's table {@code
 * rule_edition} holds the position after which each edition begins; without a row it is edition 1.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Since {
  int value();
}
