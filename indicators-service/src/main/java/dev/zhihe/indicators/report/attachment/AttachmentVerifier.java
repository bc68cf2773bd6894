package dev.zhihe.indicators.report.attachment;

import dev.zhihe.indicators.report.attachment.Asking.UnansweredException;
import dev.zhihe.kit.problem.Text;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the attached answers of a report again: the same questions, at the same positions, by
 * the same way. Each is asked once, so that a service that is down does not delay the verdict.
 */
@ApplicationScoped
public class AttachmentVerifier {
  private static final Duration BUDGET = Duration.ofSeconds(20);
  private static final Pattern POSITION = Pattern.compile("\\d+$");

  private final Gateway gateway;

  AttachmentVerifier(Gateway gateway) {
    this.gateway = gateway;
  }

  /** A comparison of each answer. */
  public List<AskedAgain> verify(List<ReportAttachment> attachments) {
    var asking = new Asking(gateway, BUDGET, false);
    var feeds = new HashMap<String, Chain>();
    return attachments.stream()
        .map(
            one ->
                again(one, feeds.computeIfAbsent(one.asOf(), asOf -> chain(one, asking)), asking))
        .toList();
  }

  /**
   * The chain of a service at a position.
   *
   * @param value null if the log has no such position, or if it is not known
   * @param trouble why it is not known
   */
  private record Chain(@Nullable String value, @Nullable Text trouble) {}

  private static Chain chain(ReportAttachment attachment, Asking asking) {
    var number = POSITION.matcher(attachment.asOf());
    if (!number.find()) {
      return new Chain(null, null);
    }
    var position = Long.parseLong(number.group());
    try {
      var place = FeedPlace.after(position - 1, attachment.service(), asking);
      return new Chain(place == null || place.position() != position ? null : place.chain(), null);
    } catch (UnansweredException e) {
      return new Chain(null, e.why());
    }
  }

  private static AskedAgain again(ReportAttachment attachment, Chain chain, Asking asking) {
    if (chain.trouble() != null) {
      return notReachable(attachment, chain.trouble());
    }
    if (!attachment.chain().equals(chain.value())) {
      return restarted(attachment, chain.value());
    }
    try {
      var answer = asking.ask(attachment.question());
      if (answer.status() != 200) {
        return differs(attachment, "HTTP " + answer.status(), null);
      }
      var body = answer.body();
      var hash = Sha256.of(body);
      return hash.equals(attachment.sha256())
          ? new AskedAgain(
              attachment, AttachmentStanding.SAME, hash, new Text("相同", "the same"), null)
          : differs(attachment, hash, body);
    } catch (UnansweredException e) {
      return notReachable(attachment, e.why());
    }
  }

  private static AskedAgain differs(
      ReportAttachment attachment, String found, byte @Nullable [] body) {
    return new AskedAgain(
        attachment,
        AttachmentStanding.BYTES_DIFFER,
        found,
        Text.of(
            "服务 %s 对同一问题、同一位置现答复另一内容",
            "the service %s answers the same question about the same position otherwise now",
            attachment.service()),
        body);
  }

  private static AskedAgain restarted(ReportAttachment attachment, @Nullable String found) {
    return new AskedAgain(
        attachment,
        AttachmentStanding.FEED_RESTARTED,
        found,
        Text.of(
            "服务 %s 的变更流在 %s 已不是当时的（如恢复过备份）",
            "the log of the service %s is another at %s now, as after a restore",
            attachment.service(),
            attachment.asOf()),
        null);
  }

  private static AskedAgain notReachable(ReportAttachment attachment, Text trouble) {
    return new AskedAgain(
        attachment,
        AttachmentStanding.NOT_REACHABLE,
        null,
        Text.of(
            "未能核对：服务 %1$s 未答复（%2$s）",
            "not verified: the service %1$s did not answer (%3$s)",
            attachment.service(),
            trouble.zh(),
            trouble.en()),
        null);
  }
}
