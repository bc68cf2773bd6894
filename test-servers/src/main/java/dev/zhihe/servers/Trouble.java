package dev.zhihe.servers;

/**
 * An error that the user can resolve. The message says what is wrong and what to do. It is printed
 * without a stack trace.
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
