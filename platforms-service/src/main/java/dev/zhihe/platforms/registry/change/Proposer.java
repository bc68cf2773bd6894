package dev.zhihe.platforms.registry.change;

/**
 * The operator that proposes a change.
 *
 * @param operator its code
 * @param organisation its unified social credit code
 */
record Proposer(String operator, String organisation) {}
