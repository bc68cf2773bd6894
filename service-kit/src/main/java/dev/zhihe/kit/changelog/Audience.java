package dev.zhihe.kit.changelog;

/** Who may read a state of an entity. */
public enum Audience {
  /** Everybody, without a token. */
  PUBLIC,
  /** The bureau's editors, reviewers and administrators: drafts that no reviewer has adopted. */
  BUREAU
}
