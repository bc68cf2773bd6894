/**
 * One origin over the services: routing, tokens, limits, the united contract, its docs, the health
 * of the whole.
 */
@NullMarked
package dev.zhihe.gateway;

import org.jspecify.annotations.NullMarked;
