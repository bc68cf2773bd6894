import client.ApiClient;
import client.ApiException;
import client.ApiResponse;
import client.api.AliasesApi;
import client.api.ChangesApi;
import client.api.SnapshotsApi;
import client.api.TargetsApi;
import client.model.FeedItem;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a consumer does with the client that was generated from the contract: reads a list page by
 * page, asks whether an item has changed, takes a snapshot and the feed, deletes. It prints a line
 * of each, name and value.
 */
public class Reads {
  public static void main(String[] arguments) throws Exception {
    var client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    var mapper = ApiClient.createDefaultObjectMapper();
    mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS); // else 4.0 is a double
    client.setObjectMapper(mapper);

    var targets = new TargetsApi(client);
    var values = new ArrayList<String>();
    String cursor = null;
    do {
      var page =
          targets.listTargets(
              TargetsApi.APIListTargetsRequest.newBuilder()
                  .plan("500106-145")
                  .limit(100)
                  .cursor(cursor)
                  .build());
      page.getItems()
          .forEach(target -> values.add(target.getCode() + "=" + plain(target.getValue())));
      cursor = page.getNext();
    } while (cursor != null);
    System.out.println("targets " + String.join(" ", values));

    var code = TargetsApi.APIGetTargetRequest.newBuilder().code("500106-145-t02");
    var read = targets.getTargetWithHttpInfo(code.build());
    var tag = read.getHeaders().get("etag").getFirst();
    System.out.println("tag " + tag);
    System.out.println(
        "again "
            + status(() -> targets.getTargetWithHttpInfo(code.ifNoneMatch(tag).build())));

    var snapshot =
        new SnapshotsApi(client)
            .getIndicatorsSnapshot(
                SnapshotsApi.APIGetIndicatorsSnapshotRequest.newBuilder().build());
    var lines = Files.readAllLines(snapshot.toPath());
    System.out.println("snapshot " + (lines.size() - 2));
    System.out.println("end " + lines.getLast());

    var feed = new ChangesApi(client);
    var changes = new ArrayList<FeedItem>();
    for (long after = 0, head = 1; after < head; ) {
      var page =
          feed.listIndicatorsChanges(
              ChangesApi.APIListIndicatorsChangesRequest.newBuilder().after(after).build());
      changes.addAll(page.getItems());
      after = page.getNext();
      head = page.getHead();
    }
    System.out.println("changes " + changes.size());
    System.out.println(
        "exact "
            + changes.stream()
                .map(FeedItem::getData)
                .filter(Map.class::isInstance)
                .map(data -> ((Map<?, ?>) data).get("value"))
                .filter(BigDecimal.class::isInstance)
                .count());

    client.setRequestInterceptor(
        request -> request.setHeader("Authorization", "Bearer " + arguments[1]));
    var alias = AliasesApi.APIDeleteAliasRequest.newBuilder().code(arguments[2]).ifMatch("\"v1\"");
    System.out.println(
        "deleted " + status(() -> new AliasesApi(client).deleteAliasWithHttpInfo(alias.build())));
  }

  private static String plain(BigDecimal value) {
    return value == null ? "none" : value.stripTrailingZeros().toPlainString();
  }

  private interface Call {
    ApiResponse<?> answer() throws ApiException;
  }

  private static int status(Call call) {
    try {
      return call.answer().getStatusCode();
    } catch (ApiException refused) { // what is not 2xx is an exception here, a 304 too
      return refused.getCode();
    }
  }
}
