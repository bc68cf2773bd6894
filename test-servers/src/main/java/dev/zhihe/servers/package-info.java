/** Real PostgreSQL, Kafka and Keycloak on one machine, each in its own process. */
@NullMarked
package dev.zhihe.servers;

import org.jspecify.annotations.NullMarked;
