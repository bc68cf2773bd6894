/** Reminders of reports that are due or overdue: events that mail or messages can be made of. */
@NullMarked
package dev.zhihe.platforms.supervision.reminder;

import org.jspecify.annotations.NullMarked;
