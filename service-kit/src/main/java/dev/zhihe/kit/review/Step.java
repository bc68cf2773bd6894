package dev.zhihe.kit.review;

import dev.zhihe.kit.problem.Text;

/** A step of a review, and the words that refuse it. */
public enum Step {
  /** 更改: its content is changed. */
  CHANGE("更改", "changed"),
  /** 删除: it is deleted. */
  DELETE("删除", "deleted"),
  /** 提交: it is handed to the reviewers. */
  SUBMIT("提交", "submitted"),
  /** 撤回: it is taken back from the reviewers. */
  WITHDRAW("撤回", "withdrawn"),
  /** 批准: a reviewer approves it. */
  APPROVE("批准", "approved"),
  /** 通过: a reviewer approves what was entered. */
  PASS("通过", "approved"),
  /** 通过: a reviewer accepts what was reported. */
  ACCEPT("通过", "accepted"),
  /** 退回: a reviewer sends it back with a reason. */
  RETURN("退回", "returned"),
  /** 发布: a reviewer makes it public. */
  PUBLISH("发布", "published"),
  /** 公布: what was approved becomes public by itself at a set time. */
  RELEASE("公布", "published");

  private final Text refusal;

  Step(String zh, String participle) {
    refusal = new Text("不能" + zh, "It cannot be " + participle);
  }

  /** That the step cannot be taken now. */
  Text refusal() {
    return refusal;
  }
}
