package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.stringContainsInOrder;

import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Signed scans: uploaded once, referred to by a report, and read by whom they concern. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyAttachmentsTest {
  private static final String ATTACHMENTS = "/v1/occupancy-attachments";
  private static final String REPORTS = "/v1/occupancy-reports/";
  private static final byte[] PDF = "%PDF-1.7 盖章".getBytes(StandardCharsets.UTF_8);

  /** Operations on files by role: own, another's, absent. */
  private static final String POLICY =
      """
      upload   anonymous 401 401 401
      upload   consumer  403 403 403
      upload   operator  200 200 200
      upload   orgless   403 403 403
      upload   editor    403 403 403
      upload   reviewer  403 403 403
      upload   admin     403 403 403
      remove   anonymous 401 401 401
      remove   consumer  403 403 403
      remove   operator  428 404 404
      remove   orgless   404 404 404
      remove   editor    403 403 403
      remove   reviewer  403 403 403
      remove   admin     403 403 403
      download anonymous 401 401 401
      download consumer  403 403 403
      download operator  200 404 404
      download orgless   404 404 404
      download editor    403 403 403
      download reviewer  403 403 403
      download admin     403 403 403
      """;

  @Test
  void keepsAFileOnceUnderItsHash() {
    var parks = new Parks("187041").loaded();
    var first = upload(parks.olga(), "application/pdf", PDF, "?name=10月 盖章.pdf");
    first
        .then()
        .statusCode(201)
        .header("Location", equalTo(ATTACHMENTS + "/" + first.path("sha256")))
        .body("bytes", equalTo(PDF.length))
        .body("mediaType", equalTo("application/pdf"))
        .body("name", equalTo("10月 盖章.pdf"));
    var second = upload(parks.olga(), "application/pdf", PDF, "?name=other.pdf");
    second.then().statusCode(200).body("name", equalTo("10月 盖章.pdf"));
    var stored = parks.olga().get(ATTACHMENTS + "/" + first.path("sha256"));
    assertThat(stored.statusCode()).isEqualTo(200);
    assertThat(stored.asByteArray()).isEqualTo(PDF);
  }

  @Test
  void takesPdfJpegAndPngByTheirContent() {
    var parks = new Parks("187042").loaded();
    var jpeg = new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 1};
    var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 1};
    upload(parks.olga(), "image/jpeg", jpeg, "").then().statusCode(201);
    upload(parks.olga(), "image/png", png, "")
        .then()
        .statusCode(201)
        .body("name", equalTo("scan.png"));
    for (var html : List.of("<html><script>", "", "%PD", "PK\u0003\u0004")) {
      upload(parks.olga(), "application/pdf", html.getBytes(StandardCharsets.UTF_8), "")
          .then()
          .statusCode(422)
          .body("errors.code", contains("file-kind"));
    }
    upload(parks.olga(), "application/pdf", png, "").then().statusCode(422);
    upload(parks.olga(), "text/html", PDF, "").then().statusCode(415);
  }

  @Test
  void refusesAFileOverTenMegabytes() {
    var parks = new Parks("187043").loaded();
    var large = new byte[10 * 1024 * 1024 + 1];
    System.arraycopy(PDF, 0, large, 0, PDF.length);
    upload(parks.olga(), "application/pdf", large, "")
        .then()
        .statusCode(413)
        .body("type", endsWith("/too-large"));
    var full = Arrays.copyOf(large, large.length - 1);
    upload(parks.olga(), "application/pdf", full, "").then().statusCode(201);
  }

  @Test
  void namesTheFileAsItWasSentWithoutFolders() {
    var parks = new Parks("187044").loaded();
    var names =
        Map.of(
            "attachment; filename=\"../../etc/passwd\"",
            "passwd",
            "attachment; filename*=UTF-8''%E7%9B%96%E7%AB%A0.pdf; filename=\"x.pdf\"",
            "盖章.pdf",
            "attachment; filename=C:\\scan\\a.pdf",
            "a.pdf",
            "attachment; filename=\"a\\\"b\r\n.pdf\"".replace("\r\n", ""),
            "_",
            "attachment",
            "scan.pdf",
            "attachment; filename*=UTF-8''%E7%9",
            "scan.pdf",
            "attachment; filename=\"...\"",
            "scan.pdf");
    var number = 0;
    for (var name : names.entrySet()) {
      var content = ("%PDF-" + number++).getBytes(StandardCharsets.UTF_8);
      var got =
          parks
              .olga()
              .contentType("application/pdf")
              .header("Content-Disposition", name.getKey())
              .body(content)
              .post(ATTACHMENTS);
      assertThat(got.statusCode()).as(got.asString()).isEqualTo(201);
      if (!name.getValue().equals("_")) {
        assertThat(got.<String>path("name")).as(name.getKey()).isEqualTo(name.getValue());
      }
    }
  }

  @Test
  void isRemovedOnceNoReportNamesIt() {
    var parks = new Parks("187064").loaded();
    var item = REPORTS + parks.report(1, "m10");
    var sha256 = parks.uploaded("187064");
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("attachment", sha256)))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
    remove(parks, sha256, sha256).then().statusCode(409).body("detail", containsString(sha256));
    parks
        .olga()
        .header("If-Match", "\"v1\"")
        .body(parks.figures(1, "m10"))
        .put(item)
        .then()
        .statusCode(200);
    remove(parks, sha256, "0".repeat(64)).then().statusCode(412);
    remove(parks, sha256, sha256).then().statusCode(204);
    parks.olga().get(ATTACHMENTS + "/" + sha256).then().statusCode(404);
    parks
        .olga()
        .header("If-Match", "\"v2\"")
        .body(parks.figures(1, "m10", Map.of("attachment", sha256)))
        .put(item)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/attachment"));
  }

  /** The tests' quota is 12 MB. */
  @Test
  void isRefusedAboveTheQuotaOfItsOrganisation() {
    var parks = new Parks("187065").loaded();
    var first = Arrays.copyOf(PDF, 10 * 1024 * 1024);
    var second = Arrays.copyOf(PDF, 2 * 1024 * 1024 + 1);
    var sha256 =
        upload(parks.olga(), "application/pdf", first, "").then().extract().<String>path("sha256");
    upload(parks.olga(), "application/pdf", second, "")
        .then()
        .statusCode(409)
        .body("detail", stringContainsInOrder("12 MB", "10 MB", "2.01 MB", sha256));
    upload(parks.olga(), "application/pdf", first, "").then().statusCode(200);
    upload(parks.oscar(), "application/pdf", second, "").then().statusCode(201);
    remove(parks, sha256, sha256).then().statusCode(204);
    upload(parks.olga(), "application/pdf", second, "").then().statusCode(201);
  }

  private static Response remove(Parks parks, String sha256, String seen) {
    return parks.olga().header("If-Match", "\"" + seen + "\"").delete(ATTACHMENTS + "/" + sha256);
  }

  @Test
  void aCorrectionMayChangeTheFileAlone() {
    var parks = new Parks("187049").loaded();
    var item = REPORTS + parks.report(1, "m10");
    parks.submitted(1, "m10");
    var sha256 = parks.uploaded("187049");
    parks
        .olga()
        .header("If-Match", "\"v1\"")
        .body(parks.figures(1, "m10", Map.of("attachment", sha256)))
        .put(item)
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"v2\""))
        .body("attachment", equalTo(sha256));
    parks.olga().get(item).then().body("attachment", equalTo(sha256));
  }

  @Test
  void staysWithTheOrganisationAndTheBureauWhenTheReportIsPublic() {
    var parks = new Parks("187045").loaded();
    var sha256 = parks.uploaded("187045");
    var item = REPORTS + parks.report(1, "m10");
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("attachment", sha256)))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201)
        .body("attachment", equalTo(sha256));
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post(item + "/acceptance")
        .then()
        .statusCode(200);
    given().get(item).then().statusCode(200).body("attachment", equalTo(sha256));
    given().get(item + "/attachment").then().statusCode(401);
    as("carl", "consumer").get(item + "/attachment").then().statusCode(403);
    parks.oscar().get(item + "/attachment").then().statusCode(404);
    for (Supplier<Request> reader : List.<Supplier<Request>>of(parks::olga, () -> asEditor())) {
      var file = reader.get().get(item + "/attachment");
      file.then()
          .statusCode(200)
          .header("Content-Type", equalTo("application/pdf"))
          .header("ETag", equalTo("\"" + sha256 + "\""))
          .header("X-Content-Type-Options", equalTo("nosniff"))
          .header("Cache-Control", equalTo("private, no-cache"))
          .header("Content-Disposition", endsWith("filename*=UTF-8''scan.pdf"));
      assertThat(file.asString()).isEqualTo("%PDF-1.7 187045");
      reader
          .get()
          .header("If-None-Match", "\"" + sha256 + "\"")
          .get(item + "/attachment")
          .then()
          .statusCode(304);
    }
  }

  @Test
  void isReferredToByItsOwnOrganisationAlone() {
    var parks = new Parks("187046").loaded();
    var sha256 = parks.uploaded("187046");
    parks
        .oscar()
        .body(parks.figures(3, "m10", Map.of("attachment", sha256)))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/attachment"))
        .body("errors.code", contains("unknown-reference"));
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("attachment", "x")))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/attachment"));
  }

  @Test
  void answersEveryRoleAsWritten() {
    var parks = new Parks("187047").loaded();
    upload(parks.olga(), "application/pdf", "%PDF-own".getBytes(StandardCharsets.UTF_8), "");
    upload(parks.oscar(), "application/pdf", "%PDF-other".getBytes(StandardCharsets.UTF_8), "");
    var hashes =
        List.of(
            upload(parks.olga(), "application/pdf", "%PDF-own".getBytes(StandardCharsets.UTF_8), "")
                .<String>path("sha256"),
            upload(
                    parks.oscar(),
                    "application/pdf",
                    "%PDF-other".getBytes(StandardCharsets.UTF_8),
                    "")
                .<String>path("sha256"),
            "0".repeat(64));
    var wrong = new ArrayList<String>();
    POLICY
        .lines()
        .forEach(
            line -> {
              var word = line.split(" +", -1);
              for (int object = 0; object < 3; object++) {
                var caller = OccupancySecurityTest.caller(parks, word[1]).get();
                var answer =
                    word[0].equals("upload")
                        ? upload(
                            caller,
                            "application/pdf",
                            "%PDF-own".getBytes(StandardCharsets.UTF_8),
                            "")
                        : word[0].equals("remove")
                            ? caller.delete(ATTACHMENTS + "/" + hashes.get(object))
                            : caller.get(ATTACHMENTS + "/" + hashes.get(object));
                if (answer.statusCode() != Integer.parseInt(word[2 + object])) {
                  wrong.add(line + " but was " + answer.statusCode() + answer.asString());
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  static String sha256(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Response upload(Request somebody, String type, byte[] content, String query) {
    return somebody.contentType(type).body(content).post(ATTACHMENTS + query);
  }
}
