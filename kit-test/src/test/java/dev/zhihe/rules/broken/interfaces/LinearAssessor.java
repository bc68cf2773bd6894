package dev.zhihe.rules.broken.interfaces;

class LinearAssessor implements Assessor {
  @Override
  public boolean assess() {
    return true;
  }
}
