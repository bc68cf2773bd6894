package dev.zhihe.kit.feed;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.sealed.SnapshotPosition;
import dev.zhihe.kit.security.Audiences;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Digests of the content at a position. The last result is cached, because consumers send the same
 * requests.
 */
@Singleton
public class Digests {
  private static final int CACHE_SIZE = 16;

  private final Snapshots snapshots;
  private final Semaphore computing = new Semaphore(2);
  private final Map<Request, CompletableFuture<List<ContentDigest>>> cache =
      new LinkedHashMap<>(CACHE_SIZE, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Request, CompletableFuture<List<ContentDigest>>> eldest) {
          return size() > CACHE_SIZE;
        }
      };

  public Digests(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  private record Request(SnapshotPosition at, Scope scope, Audiences readable) {}

  /**
   * The digest of each type.
   *
   * @throws Problem 503 while two other digests are being computed
   */
  public List<ContentDigest> of(SnapshotPosition at, Scope scope, Audiences readable)
      throws SQLException, IOException, InterruptedException {
    var request = new Request(at, scope, readable);
    var own = new CompletableFuture<List<ContentDigest>>();
    CompletableFuture<List<ContentDigest>> known;
    synchronized (cache) {
      known = cache.get(request);
      if (known == null) {
        if (!computing.tryAcquire()) {
          throw new Problem(
              ProblemType.UNAVAILABLE,
              new Text(
                  "正在计算的摘要较多，请稍后重试", "Other digests are being computed: please retry shortly"));
        }
        cache.put(request, own);
      }
    }
    if (known != null) {
      return result(known);
    }
    try {
      var content = snapshots.write(at, scope, readable, null, null);
      own.complete(content);
      return content;
    } catch (SQLException | IOException | RuntimeException e) {
      synchronized (cache) {
        cache.remove(request);
      }
      own.completeExceptionally(e);
      throw e;
    } finally {
      computing.release();
    }
  }

  private static List<ContentDigest> result(CompletableFuture<List<ContentDigest>> known)
      throws InterruptedException {
    try {
      return known.get();
    } catch (ExecutionException e) {
      throw new PersistenceException("The content could not be read", e.getCause());
    }
  }
}
