package dev.zhihe.kit.review;

import dev.zhihe.kit.problem.Text;

/** A step of a review, and the words that refuse it. */
public enum Step {
  /** 更改: the editor changes it. */
  CHANGE("更改", "changed"),
  /** 删除: the editor deletes it. */
  DELETE("删除", "deleted"),
  /** 提交: the editor or operator hands it in. */
  SUBMIT("提交", "submitted"),
  /** 撤回: the editor takes back what was handed in. */
  WITHDRAW("撤回", "withdrawn"),
  /** 批准: a reviewer approves a decision or a document. */
  APPROVE("批准", "approved"),
  /** 通过: a reviewer approves figures. */
  PASS("通过", "approved"),
  /** 采纳: a reviewer accepts what an operator reports. */
  ACCEPT("采纳", "accepted"),
  /** 退回: a reviewer sends it back with a reason. */
  RETURN("退回", "returned"),
  /** 发布: a reviewer makes what was approved public. */
  PUBLISH("发布", "published"),
  /** 公布: what was approved becomes public by itself when its embargo ends. */
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
