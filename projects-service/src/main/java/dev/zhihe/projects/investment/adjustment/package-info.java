/** Plan adjustments: approved acts that replace an investment plan in force. */
@NullMarked
package dev.zhihe.projects.investment.adjustment;

import org.jspecify.annotations.NullMarked;
