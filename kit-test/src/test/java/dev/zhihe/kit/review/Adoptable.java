package dev.zhihe.kit.review;

import dev.zhihe.kit.changelog.Published;

/** Stands in for the kit's type of this name. */
public interface Adoptable extends Published {}
