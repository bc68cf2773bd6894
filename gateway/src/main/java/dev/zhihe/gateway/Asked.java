package dev.zhihe.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the parameters and Accept of requests for the gateway's own pages, by the services' rules.
 * Each parameter must be known, given once and have a value. The page must have a form that the
 * caller accepts.
 */
final class Asked {

  private static final String FORMAT = "format";

  private static final Pattern MEDIA_RANGE =
      Pattern.compile("[!#$%&'+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+|\\*/\\*");

  /** Some clients write .2 for 0.2. */
  private static final Pattern QUALITY = Pattern.compile("(?:0?(?:\\.[0-9]{1,9})?|1(?:\\.0*)?)");

  private Asked() {}

  /**
   * A form of a page.
   *
   * @param word how the parameter {@code format} calls it; empty on pages without that parameter
   * @param types the media types under which it can be asked for
   */
  record Form(String word, List<String> types, Consumer<RoutingContext> page) {}

  /** A page in one form. */
  static Consumer<RoutingContext> in(String type, Consumer<RoutingContext> page) {
    return inOneOf(List.of(new Form("", List.of(type), page)));
  }

  /** A page in several forms, the usual one first. */
  static Consumer<RoutingContext> inOneOf(List<Form> forms) {
    var words = forms.stream().map(Form::word).filter(word -> !word.isEmpty()).toList();
    return without(
        words.isEmpty() ? List.of() : List.of(FORMAT),
        context -> {
          var format = parameters(context).get(FORMAT);
          if (format == null) {
            accepted(context.request(), forms)
                .ifPresentOrElse(
                    form -> form.page().accept(context),
                    () -> Problem.notAcceptable(types(forms)).answer(context));
          } else {
            forms.stream()
                .filter(form -> form.word().equals(format.getFirst()))
                .findFirst()
                .ifPresentOrElse(
                    form -> form.page().accept(context),
                    () -> unknownFormat(format.getFirst(), words).answer(context));
          }
        });
  }

  /** An answer that has only one form, at an address without parameters. */
  static Consumer<RoutingContext> plainly(Consumer<RoutingContext> answer) {
    return without(List.of(), answer);
  }

  private static Consumer<RoutingContext> without(
      List<String> known, Consumer<RoutingContext> page) {
    return context ->
        refusal(parameters(context), known)
            .ifPresentOrElse(problem -> problem.answer(context), () -> page.accept(context));
  }

  private static Map<String, List<String>> parameters(RoutingContext context) {
    return new TreeMap<>(new QueryStringDecoder(context.request().uri(), UTF_8).parameters());
  }

  /** Unknown parameters are reported first, as the services do. */
  private static Optional<Problem> refusal(Map<String, List<String>> given, List<String> known) {
    var unknown =
        given.keySet().stream()
            .filter(name -> !known.contains(name))
            .map(name -> Fault.unknown(name, known))
            .toList();
    if (!unknown.isEmpty()) {
      return Optional.of(Problem.unknownParameter(unknown));
    }
    var faults =
        given.entrySet().stream()
            .flatMap(parameter -> fault(parameter.getKey(), parameter.getValue()).stream())
            .toList();
    return faults.isEmpty() ? Optional.empty() : Optional.of(Problem.invalidParameter(faults));
  }

  private static Optional<Fault> fault(String name, List<String> values) {
    if (values.size() > 1) {
      return Optional.of(Fault.repeated(name, values));
    }
    return values.getFirst().isBlank() ? Optional.of(Fault.empty(name)) : Optional.empty();
  }

  private static Problem unknownFormat(String given, List<String> words) {
    return Problem.invalidParameter(
        List.of(
            Fault.invalid(
                FORMAT,
                given,
                "format 应为 " + String.join(" 或 ", words),
                "format is " + String.join(" or ", words))));
  }

  /** The form with the highest quality in Accept. If several have it, the first of them. */
  private static Optional<Form> accepted(HttpServerRequest request, List<Form> forms) {
    var wishes = wishes(request);
    return forms.stream()
        .filter(form -> quality(form, wishes) > 0)
        .reduce((one, other) -> quality(other, wishes) > quality(one, wishes) ? other : one);
  }

  private static double quality(Form form, Map<String, Double> wishes) {
    return form.types().stream()
        .mapToDouble(type -> wishes.isEmpty() ? 1 : quality(type, wishes))
        .max()
        .orElse(0);
  }

  /**
   * The quality of a media type. The most specific range counts: {@code application/json;q=0,
   * *}{@code /*} accepts all but JSON.
   */
  private static double quality(String type, Map<String, Double> wishes) {
    return Stream.of(type, type.replaceFirst("/.*", "/*"), "*/*")
        .filter(wishes::containsKey)
        .findFirst()
        .map(wishes::get)
        .orElse(0.0);
  }

  /**
   * The media ranges of {@code Accept} with their quality. Malformed ranges are left out. If none
   * is left, every type is accepted.
   */
  private static Map<String, Double> wishes(HttpServerRequest request) {
    var wishes = new HashMap<String, Double>();
    for (var wish : String.join(",", request.headers().getAll(HttpHeaders.ACCEPT)).split(",", -1)) {
      var parts = wish.split(";", -1);
      var named = parts[0].strip().toLowerCase(Locale.ROOT);
      var range = named.equals("*") ? "*/*" : named; // as HttpURLConnection writes it
      var quality =
          Arrays.stream(parts)
              .skip(1)
              .map(parameter -> parameter.strip().toLowerCase(Locale.ROOT))
              .filter(parameter -> parameter.startsWith("q="))
              .map(parameter -> parameter.substring(2))
              .findFirst()
              .orElse("1");
      if (MEDIA_RANGE.matcher(range).matches()
          && !quality.isEmpty()
          && QUALITY.matcher(quality).matches()) {
        wishes.merge(range, Double.parseDouble("0" + quality), Math::max);
      }
    }
    return wishes;
  }

  private static String types(List<Form> forms) {
    return forms.stream().map(form -> form.types().getFirst()).collect(Collectors.joining(", "));
  }
}
