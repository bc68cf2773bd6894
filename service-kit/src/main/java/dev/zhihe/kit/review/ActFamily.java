package dev.zhihe.kit.review;

import dev.zhihe.kit.problem.Text;

/**
 * A family of approved acts, in words.
 *
 * @param path path of the family, such as {@code /v1/letters}
 * @param afterApproval what may be done once an act is approved; {@code %1$s} is the act's path
 */
public record ActFamily(String path, Text afterApproval) {}
