package dev.zhihe.kit.imports;

/** Stands in for the kit's type of this name. */
public interface ImportFamily<E, R> {
  E create(R given);
}
