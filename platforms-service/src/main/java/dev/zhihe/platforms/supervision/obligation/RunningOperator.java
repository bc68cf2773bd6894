package dev.zhihe.platforms.supervision.obligation;

/**
 * An operator of a platform.
 *
 * @param organisation its credit code
 */
record RunningOperator(String code, String name, String organisation) {}
