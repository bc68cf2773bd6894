package dev.zhihe.kit.review;

/**
 * One person is enough for an act.
 *
 * @param note why, in English
 */
public record Alone(String note) implements Act.Rule {
  public static final Alone ADOPTED = new Alone("a draft: somebody else adopts it");
  public static final Alone REVIEWED = new Alone("it is only handed in: somebody else reviews it");
  public static final Alone UNDONE = new Alone("it takes back what is not public");
  public static final Alone MASTER_DATA =
      new Alone("master data: every version stays in the log, and a mistake is corrected");
  public static final Alone RECORD =
      new Alone("it records what happened, or what a published document says");
}
