package dev.zhihe.kit.writes;

import dev.zhihe.kit.changelog.Published;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;

/** Answers of writes: the new state with its ETag, which the next change must name. */
public final class Written {
  private Written() {}

  /** 200 with the new state and its ETag. */
  public static Response ok(Published entity) {
    return withTag(Response.ok(), entity).build();
  }

  /** 201 with the new state and its ETag. The caller adds the Location. */
  public static Response.ResponseBuilder created(Published entity) {
    return withTag(Response.status(Response.Status.CREATED), entity);
  }

  private static Response.ResponseBuilder withTag(
      Response.ResponseBuilder answer, Published entity) {
    return answer
        .entity(entity.publication().body())
        .tag(new EntityTag("v" + entity.publication().version()));
  }
}
