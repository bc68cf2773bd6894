/**
 * One origin over the services: routing, tokens, limits, the united contract, its docs, the health
 * of the whole.
 */
package dev.zhihe.gateway;
