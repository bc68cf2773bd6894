/** How the services speak HTTP: problems, lists, pages, representations, preconditions. */
@NullMarked
package dev.zhihe.kit.http;

import org.jspecify.annotations.NullMarked;
