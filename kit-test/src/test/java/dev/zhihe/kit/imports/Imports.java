package dev.zhihe.kit.imports;

import jakarta.ws.rs.core.Response;

/** Stands in for the kit's type of this name. */
public class Imports {
  public Response take(byte[] file) {
    return Response.ok(file.length).build();
  }
}
