/** Real PostgreSQL, Kafka and Keycloak on one machine, in processes of their own. */
@NullMarked
package dev.zhihe.servers;

import org.jspecify.annotations.NullMarked;
