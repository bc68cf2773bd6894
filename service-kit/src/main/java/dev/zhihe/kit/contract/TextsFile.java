package dev.zhihe.kit.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one {@code texts.yaml}.
 *
 * @param tags descriptions of tags by name
 */
record TextsFile(
    @Nullable Map<String, String> tags,
    @Nullable Map<String, ParameterText> parameters,
    @Nullable Map<String, OperationText> operations) {

  static final TextsFile NONE = new TextsFile(null, null, null);

  @Override
  public Map<String, String> tags() {
    return tags == null ? Map.of() : tags;
  }

  @Override
  public Map<String, ParameterText> parameters() {
    return parameters == null ? Map.of() : parameters;
  }

  @Override
  public Map<String, OperationText> operations() {
    return operations == null ? Map.of() : operations;
  }
}
