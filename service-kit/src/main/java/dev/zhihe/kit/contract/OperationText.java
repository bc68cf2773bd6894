package dev.zhihe.kit.contract;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an operation.
 *
 * @param tag its tag; null for the first word of its path
 * @param zh its description in Chinese
 * @param en its description in English
 * @param answers descriptions of its answers, by status
 */
record OperationText(
    String summary,
    @Nullable String tag,
    @Nullable String zh,
    @Nullable String en,
    @Nullable Map<String, String> answers,
    @Nullable Map<String, ParameterText> parameters) {

  @Override
  public Map<String, String> answers() {
    return answers == null ? Map.of() : answers;
  }

  @Override
  public Map<String, ParameterText> parameters() {
    return parameters == null ? Map.of() : parameters;
  }

  @Nullable String description() {
    var languages = Stream.of(zh, en).filter(Objects::nonNull).collect(Collectors.joining(" / "));
    return languages.isEmpty() ? null : languages;
  }
}
