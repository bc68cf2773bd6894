package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.tables.SheetExtents;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.Workbook;

/** A refused file as a workbook that its sender can correct: a {@link MarkedSheet}. */
final class MarkedFile {
  private MarkedFile() {}

  /** Sends the marked file. It is complete on disk before its first byte is sent. */
  static Response sent(
      int status,
      Scratch scratch,
      Path file,
      Format format,
      ImportFamily<?, ?> family,
      List<Violation> violations,
      Locale language)
      throws IOException {
    var withoutExtent = scratch.file("marked");
    var marked = scratch.file("errors");
    try {
      var extent = write(withoutExtent, file, format, family, violations, language);
      try (var out = new BufferedOutputStream(Files.newOutputStream(marked))) {
        SheetExtents.add(withoutExtent, out, List.of(extent));
      }
      var length = Files.size(marked); // first: opening the file removes its name
      return Response.status(status)
          .type(MediaTypes.XLSX)
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"errors.xlsx\"")
          .header(HttpHeaders.CONTENT_LENGTH, length)
          .entity(Files.newInputStream(marked, StandardOpenOption.DELETE_ON_CLOSE))
          .build();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(marked);
      throw e;
    } finally {
      Files.deleteIfExists(withoutExtent);
    }
  }

  /** Writes a workbook without the extent of its sheet. Returns the extent. */
  private static String write(
      Path withoutExtent,
      Path file,
      Format format,
      ImportFamily<?, ?> family,
      List<Violation> violations,
      Locale language)
      throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(withoutExtent));
        var workbook = new Workbook(out, "Zhihe", "1.0")) {
      var sheet = workbook.newWorksheet(new Text("有误", "errors").in(language));
      var marked = new MarkedSheet(sheet, format != Format.NDJSON, violations, language);
      format.read(file, family.columnsNow(), Published.viewOf(family.entity()), marked);
      sheet.finish();
      return marked.extent();
    }
  }
}
