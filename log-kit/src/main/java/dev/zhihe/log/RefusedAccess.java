package dev.zhihe.log;

import org.jspecify.annotations.Nullable;

/**
 * A request that was refused because of its caller.
 *
 * @param path the address without its query
 * @param caller the user or client of a valid token; null if it is not known
 * @param address the caller's network address
 * @param requestId the request id of the gateway
 * @param clientRequestId the request id that the caller sent; null if it sent none
 */
public record RefusedAccess(
    Kind kind,
    int status,
    String method,
    String path,
    @Nullable String caller,
    String address,
    String requestId,
    @Nullable String clientRequestId) {

  /** Why a request was refused. */
  public enum Kind {
    /** The token is not valid. A request without a token is not misuse. */
    TOKEN("token"),
    /** The token lacks the role. */
    ROLE("role"),
    /** The caller prepared what it would decide. */
    SECOND_PERSON("second-person"),
    /** Only another person may do this, who began it. */
    OWNER("owner");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
