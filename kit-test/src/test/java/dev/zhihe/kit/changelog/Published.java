package dev.zhihe.kit.changelog;

/** Stands in for the kit's type of this name, because the kit itself is tested with the rules. */
public interface Published {
  String code();
}
