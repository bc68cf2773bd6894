/**
 * Real PostgreSQL, Kafka, Keycloak and the suite itself on one machine, for users and for tests.
 */
package dev.zhihe.local;
