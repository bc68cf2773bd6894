/** Monthly reports of projects: a lead unit or an editor submits, a reviewer accepts or returns. */
@NullMarked
package dev.zhihe.projects.ledger.report;

import org.jspecify.annotations.NullMarked;
