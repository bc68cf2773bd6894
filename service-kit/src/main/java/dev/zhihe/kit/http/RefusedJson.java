package dev.zhihe.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.zhihe.kit.problem.Text;
import org.jspecify.annotations.Nullable;

/** A value of the right type that is refused for another reason. */
public final class RefusedJson extends JsonMappingException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String value;
  private final Text detail;

  RefusedJson(JsonParser parser, String code, @Nullable String value, Text detail) {
    super(parser, detail.en());
    this.code = code;
    this.value = value;
    this.detail = detail;
  }

  /** Stable slug of the error. */
  public String code() {
    return code;
  }

  /** The value in the request. */
  public @Nullable String value() {
    return value;
  }

  /** The expected value. */
  public Text detail() {
    return detail;
  }
}
