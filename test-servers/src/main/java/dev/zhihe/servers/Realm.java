package dev.zhihe.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the realm of the running Keycloak equal to {@code deploy/keycloak/realm.json} and the
 * ports. A missing realm is created. An existing realm is changed only where the file or the ports
 * changed since the last start. Changes that users made by hand stay.
 */
public final class Realm {
  public static final String NAME = "zhihe";

  /** The account of the administration console. Its password is its name until it is changed. */
  public static final String ADMINISTRATOR = "keycloak-admin";

  /** The demo accounts of people. Each password is the account's name. */
  public static final List<String> PEOPLE =
      List.of("editor-demo", "reviewer-demo", "operator-demo", "admin-demo");

  /** The demo account of a system. Its secret is its name. */
  public static final String SYSTEM = "consumer-demo";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ADDRESSES = List.of("redirectUris", "webOrigins");

  /** Parts of the file that are sent separately or not at all. */
  private static final Set<String> PARTS =
      Set.of(
          "id",
          "realm",
          "roles",
          "defaultRole",
          "clients",
          "clientScopes",
          "scopeMappings",
          "users",
          "components");

  private final Path applied;
  private final int gateway;
  private final Consumer<String> tell;
  private final String server;

  Realm(Path state, Keycloak.Ports ports, Consumer<String> tell) {
    this.applied = state.resolve("keycloak.realm.json");
    this.gateway = ports.gateway();
    this.tell = tell;
    this.server = "http://127.0.0.1:" + ports.http();
  }

  /** The realm file with the gateway's real port, because redirect addresses must match exactly. */
  static JsonNode wanted(int gateway) {
    var file = Checkout.root().resolve("deploy/keycloak/realm.json");
    try {
      return JSON.readTree(
          Files.readString(file)
              .replace("://localhost:8080", "://localhost:" + gateway)
              .replace("://127.0.0.1:8080", "://127.0.0.1:" + gateway));
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    }
  }

  /** Creates or updates the realm. */
  void settle() {
    var wanted = wanted(gateway);
    var exists = exists();
    var before = exists ? before() : JSON.missingNode();
    if (before.equals(wanted)) {
      return;
    }
    var token = token();
    if (token.isEmpty()) {
      tell.accept(
          "The realm stays as it was, for "
              + ADMINISTRATOR
              + "'s password is not its name any more. In the console, "
              + server
              + "/admin, the client zhihe-docs needs the redirect address http://localhost:"
              + gateway
              + "/docs/oauth2-redirect.html.");
      return;
    }
    if (exists) {
      update(before, wanted, token);
    } else {
      send("make the realm", token, "POST", "", wanted);
    }
    try {
      Files.writeString(applied, wanted.toString());
    } catch (IOException e) {
      throw Checkout.failed("write " + applied, e);
    }
  }

  /**
   * Whether the realm exists. A late answer of a busy Keycloak does not mean that it is missing.
   */
  private boolean exists() {
    var answer =
        Web.send(
            HttpRequest.newBuilder(URI.create(server + "/realms/" + NAME))
                .timeout(Duration.ofMinutes(2))
                .build(),
            "Keycloak");
    return switch (answer.statusCode()) {
      case 200 -> true;
      case 404 -> false;
      default ->
          throw new Trouble(
              "Keycloak does not say whether there is a realm: it answered "
                  + answer.statusCode()
                  + ". ./zhihe logs keycloak tells more.");
    };
  }

  /** The file and ports that were last applied to the realm; missing if unknown. */
  private JsonNode before() {
    try {
      return Files.exists(applied) ? JSON.readTree(Files.readString(applied)) : JSON.missingNode();
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // the file is incomplete
    } catch (IOException e) {
      throw Checkout.failed("read " + applied, e);
    }
  }

  private void update(JsonNode before, JsonNode wanted, String token) {
    var known = before.isObject();
    for (var client : wanted.path("clients")) {
      updateClient(named(before.path("clients"), "clientId", client), client, known, token);
    }
    if (!known) {
      return;
    }
    var settings = JSON.createObjectNode();
    changed(before, wanted).stream()
        .filter(field -> !PARTS.contains(field))
        .forEach(field -> settings.set(field, wanted.path(field)));
    if (!settings.isEmpty()) {
      send("change the realm", token, "PUT", "/" + NAME, settings);
    }
    addNew(before, wanted, token);
    var left = leftAlone(before, wanted);
    if (!left.isEmpty()) {
      tell.accept(
          "deploy/keycloak/realm.json changed in "
              + String.join(", ", left)
              + ": a realm that is there keeps what it has. Change it in the console, "
              + server
              + "/admin, or begin anew with ./zhihe down --purge.");
    }
  }

  private void updateClient(JsonNode before, JsonNode wanted, boolean known, String token) {
    var id = wanted.path("clientId").asText();
    var found =
        send("read client " + id, token, "GET", "/" + NAME + "/clients?clientId=" + id, null);
    if (!(found.path(0) instanceof ObjectNode client)) {
      if (known && before.isMissingNode()) {
        send("make client " + id, token, "POST", "/" + NAME + "/clients", wanted);
      }
      return; // somebody removed it
    }
    var fields = known ? changed(before, wanted) : new TreeSet<>(ADDRESSES);
    if (fields.isEmpty()) {
      return;
    }
    for (var field : fields) {
      if (ADDRESSES.contains(field)) {
        client.set(field, moved(client.path(field), before.path(field), wanted.path(field)));
      } else {
        client.set(field, wanted.path(field));
      }
    }
    send(
        "change client " + id,
        token,
        "PUT",
        "/" + NAME + "/clients/" + client.path("id").asText(),
        client);
  }

  /**
   * The realm's addresses after the update. Addresses of the earlier file, and addresses that
   * differ only in the port, are removed. Those of the new file are added.
   */
  static ArrayNode moved(JsonNode there, JsonNode before, JsonNode wanted) {
    var gone = texts(before);
    var now = texts(wanted);
    var sameButForPort =
        now.stream().map(Realm::withoutPort).collect(Collectors.toCollection(LinkedHashSet::new));
    var addresses = new LinkedHashSet<String>();
    texts(there).stream()
        .filter(
            address -> !gone.contains(address) && !sameButForPort.contains(withoutPort(address)))
        .forEach(addresses::add);
    addresses.addAll(now);
    var array = JSON.createArrayNode();
    addresses.forEach(array::add);
    return array;
  }

  /** Adds roles and accounts that are new in the file. Existing ones stay unchanged. */
  private void addNew(JsonNode before, JsonNode wanted, String token) {
    var roles = newIn(before.at("/roles/realm"), wanted.at("/roles/realm"), "name");
    var users = newIn(before.path("users"), wanted.path("users"), "username");
    if (roles.isEmpty() && users.isEmpty()) {
      return;
    }
    var addition = JSON.createObjectNode().put("ifResourceExists", "SKIP");
    addition.putObject("roles").set("realm", roles);
    addition.set("users", users);
    send("add roles and accounts", token, "POST", "/" + NAME + "/partialImport", addition);
  }

  private static ArrayNode newIn(JsonNode before, JsonNode wanted, String key) {
    var fresh = JSON.createArrayNode();
    for (var item : wanted) {
      if (named(before, key, item).isMissingNode()) {
        fresh.add(item);
      }
    }
    return fresh;
  }

  /** Changed parts of the file that are not applied. */
  private static List<String> leftAlone(JsonNode before, JsonNode wanted) {
    var left = new ArrayList<String>();
    for (var part : List.of("defaultRole", "clientScopes", "scopeMappings", "components")) {
      if (!before.path(part).equals(wanted.path(part))) {
        left.add(part);
      }
    }
    for (var user : wanted.path("users")) {
      var old = named(before.path("users"), "username", user);
      if (!old.isMissingNode() && !old.equals(user)) {
        left.add("user " + user.path("username").asText());
      }
    }
    return left;
  }

  private static JsonNode named(JsonNode items, String key, JsonNode like) {
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> item.path(key).equals(like.path(key)))
        .findFirst()
        .orElse(JSON.missingNode());
  }

  private static Set<String> changed(JsonNode before, JsonNode wanted) {
    var names = new TreeSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    wanted.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> !wanted.has(name) || before.path(name).equals(wanted.path(name)));
    return names;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String withoutPort(String address) {
    return address.replaceFirst("^(https?://[^/:]+):\\d+", "$1");
  }

  /** The administrator's token; empty if the usual password is refused. */
  private String token() {
    var answer =
        Web.send(
            HttpRequest.newBuilder(
                    URI.create(server + "/realms/master/protocol/openid-connect/token"))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Web.form(
                            Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                ADMINISTRATOR,
                                "password",
                                ADMINISTRATOR))))
                .build(),
            "Keycloak");
    return answer.statusCode() == 200 ? json(answer).path("access_token").asText() : "";
  }

  private JsonNode send(
      String what, String token, String method, String path, @Nullable JsonNode body) {
    var answer =
        Web.send(
            HttpRequest.newBuilder(URI.create(server + "/admin/realms" + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            "Keycloak");
    if (answer.statusCode() / 100 != 2) {
      throw new Trouble(
          "Could not "
              + what
              + ": Keycloak answered "
              + answer.statusCode()
              + " "
              + answer.body()
              + ". ./zhihe logs keycloak tells more.");
    }
    return answer.body().isEmpty() ? JSON.missingNode() : json(answer);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new Trouble("Keycloak's answer is not JSON: " + answer.body(), e);
    }
  }
}
