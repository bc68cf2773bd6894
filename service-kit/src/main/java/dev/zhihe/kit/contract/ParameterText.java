package dev.zhihe.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a parameter.
 *
 * @param schema name of a schema, or the keywords of one
 */
record ParameterText(
    @Nullable String description,
    @Nullable String example,
    @Nullable Boolean required,
    @Nullable JsonNode schema) {

  static final ParameterText NONE = new ParameterText(null, null, null, null);

  /** These texts, with missing ones taken from another. */
  ParameterText or(ParameterText other) {
    return new ParameterText(
        description == null ? other.description : description,
        example == null ? other.example : example,
        required == null ? other.required : required,
        schema == null ? other.schema : schema);
  }
}
