package dev.zhihe.kit.feed;

import dev.zhihe.kit.problem.Problem;
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

/** Digests of the content at a position. What was computed last is kept: consumers ask alike. */
@Singleton
public class Digests {
  private static final int CACHE_SIZE = 16;

  private final Snapshots snapshots;
  private final Semaphore computing = new Semaphore(2);
  private final Map<Asked, CompletableFuture<List<ContentDigest>>> kept =
      new LinkedHashMap<>(CACHE_SIZE, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Asked, CompletableFuture<List<ContentDigest>>> eldest) {
          return size() > CACHE_SIZE;
        }
      };

  public Digests(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  private record Asked(SnapshotPosition at, Scope scope, Audiences readable) {}

  /**
   * The digest of each type.
   *
   * @throws Problem 503 while two others are computed
   */
  public List<ContentDigest> of(SnapshotPosition at, Scope scope, Audiences readable)
      throws SQLException, IOException, InterruptedException {
    var asked = new Asked(at, scope, readable);
    var mine = new CompletableFuture<List<ContentDigest>>();
    CompletableFuture<List<ContentDigest>> known;
    synchronized (kept) {
      known = kept.get(asked);
      if (known == null) {
        if (!computing.tryAcquire()) {
          throw new Problem(
              Problem.Type.UNAVAILABLE,
              new Text(
                  "正在计算的摘要较多，请稍后重试", "Other digests are being computed: please retry shortly"));
        }
        kept.put(asked, mine);
      }
    }
    if (known != null) {
      return awaited(known);
    }
    try {
      var content = snapshots.write(at, scope, readable, null, null);
      mine.complete(content);
      return content;
    } catch (SQLException | IOException | RuntimeException e) {
      synchronized (kept) {
        kept.remove(asked);
      }
      mine.completeExceptionally(e);
      throw e;
    } finally {
      computing.release();
    }
  }

  private static List<ContentDigest> awaited(CompletableFuture<List<ContentDigest>> known)
      throws InterruptedException {
    try {
      return known.get();
    } catch (ExecutionException e) {
      throw new PersistenceException("The content could not be read", e.getCause());
    }
  }
}
