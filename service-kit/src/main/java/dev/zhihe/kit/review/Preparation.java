package dev.zhihe.kit.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.problem.Text;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the first person of a review does, as the change log shows it. That person may not do the
 * second person's act.
 *
 * @param did such as 编写 and "wrote a notice"
 * @param act what the second person does, such as 批准 and "adopt"
 * @param stateWords which states only the first person leads to, such as "has `status` draft";
 *     empty for any change
 * @param state whether a published state is one of these; null for any change
 */
public record Preparation(
    Text did, Text act, String stateWords, @Nullable Predicate<JsonNode> state)
    implements Act.Rule {
  /** Maximum number of codes that an error names. */
  private static final int MAX_NAMED = 5;

  /** Any change is preparation. */
  public Preparation(Text did, Text act) {
    this(did, act, "", (Predicate<JsonNode>) null);
  }

  /** A change that leads to one of some words is preparation: reviewers lead to all others. */
  public Preparation(Text did, Text act, String field, List<String> words) {
    this(
        did,
        act,
        "has `%s` %s".formatted(field, String.join(" or ", words)),
        state -> words.contains(state.path(field).asText()));
  }

  @Override
  public String note() {
    return "whoever %s: the log has a change of theirs%s"
        .formatted(did.en(), stateWords.isEmpty() ? "" : " to a state that " + stateWords);
  }

  /** The error for a caller who prepared some of the entities, with their codes. */
  Text refusal(List<String> own) {
    var named = own.subList(0, Math.min(MAX_NAMED, own.size()));
    var others = own.size() - named.size();
    return Text.of(
        "%1$s和%2$s须由不同的人完成：%5$s%6$s由您%1$s，未作任何处理",
        "Whoever %3$s cannot %4$s it, another reviewer must: you prepared %5$s%7$s; nothing was done",
        did.zh(),
        act.zh(),
        did.en(),
        act.en(),
        String.join(", ", named),
        others == 0 ? " " : " 等 %d 项".formatted(own.size()),
        others == 0 ? "" : " and %d more".formatted(others));
  }
}
