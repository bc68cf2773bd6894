package dev.zhihe.servers;

/**
 * Something the user can do something about. The message says what is wrong and the way on; it is
 * printed as it stands, without a stack trace.
 */
public class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Trouble(String message) {
    super(message);
  }

  public Trouble(String message, Throwable cause) {
    super(message, cause);
  }
}
