package dev.zhihe.kit.changelog;

/**
 * Stands in for the kit's type of this name: the kit is tested with the rules, not they with it.
 */
public interface Published {
  String code();
}
