package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.security.Audience;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who may read the observations of an indicator. Source: 政务数据共享条例 2025, 共享属性. */
@Schema(
    name = "SharingClass",
    description =
        "共享属性 / Who reads the observations: unconditional 无条件共享 everybody, conditional 有条件共享 callers with a token and a role,"
            + " not_shared 不予共享 the bureau alone")
public enum SharingClass {
  @JsonProperty("unconditional")
  @JsonAlias("无条件共享")
  UNCONDITIONAL(Audience.PUBLIC),
  @JsonProperty("conditional")
  @JsonAlias("有条件共享")
  CONDITIONAL(Audience.CONDITIONAL),
  @JsonProperty("not_shared")
  @JsonAlias("不予共享")
  NOT_SHARED(Audience.BUREAU);

  private final Audience audience;

  SharingClass(Audience audience) {
    this.audience = audience;
  }

  /** The class, or the default if none is given. */
  public static SharingClass of(@Nullable SharingClass given) {
    return given == null ? UNCONDITIONAL : given;
  }

  /** The audience of the class. */
  public Audience audience() {
    return audience;
  }
}
