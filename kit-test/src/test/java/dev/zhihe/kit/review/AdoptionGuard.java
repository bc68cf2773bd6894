package dev.zhihe.kit.review;

/** Stands in for the kit's type of this name. */
public class AdoptionGuard {}
