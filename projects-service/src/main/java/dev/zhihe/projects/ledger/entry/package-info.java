/** The investment ledger: accepted entries, which never change. */
@NullMarked
package dev.zhihe.projects.ledger.entry;

import org.jspecify.annotations.NullMarked;
