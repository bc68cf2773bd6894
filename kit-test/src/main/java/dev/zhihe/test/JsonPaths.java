package dev.zhihe.test;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.ExpandoMetaClass;
import groovy.lang.GroovyRuntimeException;
import groovy.lang.GroovyShell;
import groovy.lang.GroovySystem;
import groovy.lang.Script;
import io.restassured.internal.path.json.JSONAssertion;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Finds what REST Assured's JSON paths name. REST Assured itself compiles a Groovy script for each
 * value that a test looks at. Here a path of names, places and sizes is followed. Any other path is
 * a script, compiled once.
 */
final class JsonPaths {
  private static final String ROOT = "root";
  private static final String NAME = "[A-Za-z_][\\w-]*";
  private static final String PLACE = "\\[\\d+]";
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:%1$s|%2$s)(?:%2$s|\\.%1$s)*(?:\\.size\\(\\))?|size\\(\\)".formatted(NAME, PLACE));
  private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|size\\(\\)|" + NAME);
  private static final Map<String, Class<? extends Script>> SCRIPTS = new ConcurrentHashMap<>();

  private final String path;

  private JsonPaths(String path) {
    this.path = path;
  }

  /** From now on, REST Assured finds its JSON paths in this way. */
  static void install() {
    var paths = new ExpandoMetaClass(JSONAssertion.class, false, true);
    paths.registerInstanceMethod("getAsJsonObject", new Finding());
    paths.initialize();
    GroovySystem.getMetaClassRegistry().setMetaClass(JSONAssertion.class, paths);
    JsonDocuments.install();
  }

  /** Groovy calls it instead of the method of REST Assured's class. */
  private static final class Finding extends Closure<@Nullable Object> {
    @Serial private static final long serialVersionUID = 1;

    Finding() {
      super(JsonPaths.class);
    }

    @SuppressWarnings({"UnusedMethod", "EffectivelyPrivate"}) // Groovy finds it by its name
    public @Nullable Object doCall(@Nullable Object object) {
      var asked = (JSONAssertion) getDelegate();
      return new JsonPaths(asked.getKey()).in(object, asked.getParams());
    }
  }

  private @Nullable Object in(@Nullable Object object, @Nullable Map<String, Object> parameters) {
    if (path.isEmpty() || path.equals("$")) {
      return object;
    }
    return PLAIN.matcher(path).matches()
        ? followed(object)
        : computed(object, parameters == null ? Map.of() : parameters);
  }

  private @Nullable Object followed(@Nullable Object object) {
    var at = object;
    var steps = STEP.matcher(path);
    while (steps.find()) {
      if (steps.group().equals("size()")) {
        at = size(at);
      } else if (at == null) {
        return null;
      } else {
        at = steps.group(1) == null ? named(at, steps.group()) : placed(at, steps.group(1));
      }
    }
    return at;
  }

  /** A list gives the list of what its elements have. */
  private @Nullable Object named(Object at, String name) {
    if (at instanceof Map<?, ?> map) {
      return map.get(name);
    }
    if (!(at instanceof List<?> list)) {
      throw wrong("%s has no %s".formatted(at, name), null);
    }
    var each = new ArrayList<@Nullable Object>();
    for (var element : list) {
      if (element != null) {
        each.add(named(element, name));
      }
    }
    return each;
  }

  private @Nullable Object placed(Object at, String place) {
    if (!(at instanceof List<?> list)) {
      throw wrong("%s is not a list".formatted(at), null);
    }
    var index = Integer.parseInt(place);
    return index < list.size() ? list.get(index) : null;
  }

  private int size(@Nullable Object at) {
    return switch (at) {
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case String text -> text.length();
      case null, default -> throw wrong("%s has no size".formatted(at), null);
    };
  }

  private @Nullable Object computed(@Nullable Object object, Map<String, Object> parameters) {
    var variables = new HashMap<String, @Nullable Object>(parameters);
    variables.put(ROOT, object);
    var text = ROOT + (path.startsWith("[") ? "" : ".") + path;
    try {
      var script =
          SCRIPTS.computeIfAbsent(text, source -> new GroovyShell().parse(source).getClass());
      return InvokerHelper.createScript(script, new Binding(variables)).run();
    } catch (NullPointerException e) {
      // What is not there has nothing in it either. A method of it is a mistake of the test.
      var message = Objects.requireNonNullElse(e.getMessage(), "");
      if (message.startsWith("Cannot get property") || message.contains("method getAt()")) {
        return null;
      }
      throw wrong(message, e);
    } catch (GroovyRuntimeException e) {
      throw wrong(e.getMessage(), e);
    }
  }

  private IllegalArgumentException wrong(@Nullable String why, @Nullable Exception cause) {
    return new IllegalArgumentException("JSON path %s: %s".formatted(path, why), cause);
  }
}
