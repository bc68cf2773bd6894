/** What consumers follow: changes, snapshots and digests. */
@NullMarked
package dev.zhihe.kit.feed;

import org.jspecify.annotations.NullMarked;
