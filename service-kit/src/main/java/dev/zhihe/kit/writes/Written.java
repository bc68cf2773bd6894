package dev.zhihe.kit.writes;

import dev.zhihe.kit.changelog.Published;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;

/** Answers of writes: the state as it was just logged, with the tag that the next change names. */
public final class Written {
  private Written() {}

  /** 200: it is another now. */
  public static Response ok(Published entity) {
    return told(Response.ok(), entity).build();
  }

  /** 201: it is new; where it is found is still to be said. */
  public static Response.ResponseBuilder created(Published entity) {
    return told(Response.status(Response.Status.CREATED), entity);
  }

  private static Response.ResponseBuilder told(Response.ResponseBuilder answer, Published entity) {
    return answer
        .entity(entity.publication().body())
        .tag(new EntityTag("v" + entity.publication().version()));
  }
}
