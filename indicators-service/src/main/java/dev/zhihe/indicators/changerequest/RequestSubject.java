package dev.zhihe.indicators.changerequest;

import dev.zhihe.kit.changelog.Published;

/** What one kind of request changes. Each kind has one bean. */
public interface RequestSubject {
  /** The kind. */
  ChangeRequestKind kind();

  /**
   * The subject of a request, locked. It is locked before its request, here as in an import that
   * makes a request.
   */
  Published locked(String code);

  /** Makes the requested change and logs it. 409 if that is not possible any more. */
  void change(Published locked, ChangeRequest approved);
}
