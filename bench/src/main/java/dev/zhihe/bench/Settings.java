package dev.zhihe.bench;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How much is measured.
 *
 * @param rows observations in the database
 * @param rounds how often each contender has its turn
 * @param warm how long a contender is used before anything counts
 * @param time how long a turn lasts
 * @param clients how many clients ask at the same time
 * @param rate requests a second for p50 and p99; 0 leaves them out
 * @param only the contenders whose title it is found in
 */
record Settings(
    int rows, int rounds, Duration warm, Duration time, int clients, int rate, Pattern only) {
  boolean wants(Contender contender) {
    return wants(contender.title());
  }

  boolean wants(String title) {
    return only.matcher(title).find();
  }
}
