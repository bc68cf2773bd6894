/** What each project is planned to cost, in all and by phase, and the act that puts it in force. */
@NullMarked
package dev.zhihe.projects.investment.plan;

import org.jspecify.annotations.NullMarked;
