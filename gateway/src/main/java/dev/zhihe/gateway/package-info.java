/**
 * One public address for all services: routing, tokens, limits, the merged contract, its pages, and
 * the suite's health.
 */
@NullMarked
package dev.zhihe.gateway;

import org.jspecify.annotations.NullMarked;
