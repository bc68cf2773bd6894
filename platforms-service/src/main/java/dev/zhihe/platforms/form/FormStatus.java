package dev.zhihe.platforms.form;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.review.Adoption;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether an edition is adopted. */
@Schema(name = "FormStatus", description = "状态 / draft 草案, adopted 已批准 (final)")
public enum FormStatus {
  /** 草案: an editor may change it. */
  @JsonProperty("draft")
  @JsonAlias("草案")
  DRAFT,
  /** 已批准: public, and changes no more. */
  @JsonProperty("adopted")
  @JsonAlias("已批准")
  ADOPTED;

  /** The contract's name for the status. */
  static FormStatus of(Adoption status) {
    return valueOf(status.name());
  }
}
