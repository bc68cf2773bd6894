/**
 * Real PostgreSQL, Kafka, Keycloak and the suite itself on one machine, for users and for tests.
 */
@NullMarked
package dev.zhihe.local;

import org.jspecify.annotations.NullMarked;
