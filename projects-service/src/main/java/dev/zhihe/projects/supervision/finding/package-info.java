/** What puts a project on the supervision list, judged from the sums of its plan and ledger. */
@NullMarked
package dev.zhihe.projects.supervision.finding;

import org.jspecify.annotations.NullMarked;
