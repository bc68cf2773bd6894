package dev.zhihe.indicators.report.attachment;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.zhihe.indicators.report.attachment.Asking.UnansweredException;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.reads.Reads;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Asks other services what a new report attaches. All answers of a service are of one position. */
@ApplicationScoped
public class AttachedAnswers {
  private static final Pattern EVENT = Pattern.compile("([a-z]+)/\\d+/(\\d{1,18})");

  private final Gateway gateway;
  private final Duration budget;

  AttachedAnswers(
      Gateway gateway, @ConfigProperty(name = "zhihe.reports.patience") Duration budget) {
    this.gateway = gateway;
    this.budget = budget;
  }

  /**
   * The answers, in the order of the questions. A service that had recorded nothing is not asked.
   *
   * @param known the moment by which the services knew what they answer; null for now
   * @throws Problem 503 if a service does not answer in time, or not what it should
   */
  public List<AttachedAnswer> ask(
      List<AttachedQuestion> questions,
      String plan,
      String area,
      LocalDate on,
      @Nullable Instant known) {
    var byService = new LinkedHashMap<String, List<String>>();
    questions.forEach(
        question ->
            byService
                .computeIfAbsent(question.service(), service -> new ArrayList<>())
                .add(question.path(plan, area, on)));
    var asking = new Asking(gateway, budget, true);
    var places = new LinkedHashMap<String, @Nullable Place>();
    byService.forEach(
        (service, paths) -> places.put(service, place(asking, service, paths.getFirst(), known)));
    var answers = new ArrayList<AttachedAnswer>();
    for (var question : questions) {
      var place = places.get(question.service());
      if (place != null) {
        answers.add(
            answer(asking, answers.size() + 1, question, question.path(plan, area, on), place));
      }
    }
    return answers;
  }

  /** The position that a service's answers are of. */
  private record Place(String asOf, FeedPlace feed) {}

  /** The latest position that was sealed by a moment; null if nothing was. */
  private static @Nullable Place place(
      Asking asking, String service, String path, @Nullable Instant known) {
    try {
      var first = FeedPlace.after(0, service, asking);
      if (first == null || (known != null && first.sealedAt().isAfter(known))) {
        return null;
      }
      var asked = path + "&asOf=" + (known == null ? "now" : known.toString());
      var asOf = require200(asking.ask(asked), asked).header(Reads.AS_OF_HEADER);
      var event = EVENT.matcher(asOf == null ? "" : asOf);
      if (asOf == null || !event.matches() || !event.group(1).equals(service)) {
        throw new UnansweredException(
            Text.of("%s 的答复没有指明位置", "the answer to %s names no position of the service", asked));
      }
      var position = Long.parseLong(event.group(2));
      var feed = FeedPlace.after(position - 1, service, asking);
      if (feed == null || feed.position() != position) {
        throw new UnansweredException(
            Text.of("变更流没有位置 %d", "its feed has no position %d", position));
      }
      return new Place(asOf, feed);
    } catch (UnansweredException e) {
      throw unavailable(asking, service, e);
    }
  }

  private static AttachedAnswer answer(
      Asking asking, int number, AttachedQuestion question, String path, Place place) {
    var asked = path + "&asOf=" + place.asOf();
    try {
      var answer = require200(asking.ask(asked), asked);
      var mediaType = answer.header("Content-Type");
      if (mediaType == null
          || !mediaType.startsWith("application/json")
          || !isJson(answer.body())
          || !place.asOf().equals(answer.header(Reads.AS_OF_HEADER))) {
        throw new UnansweredException(
            Text.of("%s 的答复不是该位置的 JSON", "the answer to %s is no JSON of that position", asked));
      }
      return new AttachedAnswer(
          new ReportAttachment(
              number,
              question.title().zh(),
              question.title().en(),
              question.service(),
              asked,
              place.asOf(),
              place.feed().feedEpoch(),
              place.feed().chain(),
              mediaType,
              answer.body().length,
              Sha256.of(answer.body())),
          question.columns(),
          answer.body());
    } catch (UnansweredException e) {
      throw unavailable(asking, question.service(), e);
    }
  }

  private static boolean isJson(byte[] body) {
    try {
      Views.parse(new String(body, StandardCharsets.UTF_8));
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Gateway.Answer require200(Gateway.Answer answer, String asked)
      throws UnansweredException {
    if (answer.status() != 200) {
      throw new UnansweredException(
          Text.of("GET %s 答复 HTTP %d", "GET %s answered HTTP %d", asked, answer.status()));
    }
    return answer;
  }

  private static Problem unavailable(Asking asking, String service, UnansweredException e) {
    return new Problem(
        ProblemType.UNAVAILABLE,
        Text.of(
            "未能取得服务 %1$s 的汇总（%3$s），共等候至多 %2$d 秒；报告未编制，未保存任何内容，可重新提出",
            "the roll-ups of the service %1$s were not obtained (%4$s) within %2$d s; no report was made, nothing was stored, and it may be asked for again",
            service,
            asking.budget().toSeconds(),
            e.why().zh(),
            e.why().en()));
  }
}
