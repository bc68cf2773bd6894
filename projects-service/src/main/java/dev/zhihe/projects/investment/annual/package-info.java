/** What each project is to invest in each year, and the act that adopts it. */
@NullMarked
package dev.zhihe.projects.investment.annual;

import org.jspecify.annotations.NullMarked;
