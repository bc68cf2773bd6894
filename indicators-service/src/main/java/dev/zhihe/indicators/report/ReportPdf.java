package dev.zhihe.indicators.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.Objects;

/** The page of a report as PDF, on A4, with the glyphs it uses in it. */
final class ReportPdf {
  /** The stylesheet asks for it by this name. */
  private static final String FAMILY = "Noto Sans SC";

  static {
    XRLog.setLoggingEnabled(false); // it tells of every stage of every page
  }

  private ReportPdf() {}

  static byte[] of(String html, Cover cover) {
    var out = new ByteArrayOutputStream();
    var builder = new PdfRendererBuilder();
    builder.useFont(() -> font("Regular"), FAMILY, 400, FontStyle.NORMAL, true);
    builder.useFont(() -> font("Bold"), FAMILY, 700, FontStyle.NORMAL, true);
    builder.useSVGDrawer(new BatikSVGDrawer());
    builder.withHtmlContent(html, null);
    builder.withProducer("Zhihe");
    try (var renderer = builder.buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      var document = renderer.getPdfDocument();
      document
          .getDocumentInformation()
          .setCreationDate(GregorianCalendar.from(cover.frozenOn().atStartOfDay(ZoneOffset.UTC)));
      // The same content on the same day makes the same file.
      document.setDocumentId(
          ByteBuffer.wrap(HexFormat.of().parseHex(cover.contentHash())).getLong());
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static InputStream font(String weight) {
    return Objects.requireNonNull(
        ReportPdf.class.getResourceAsStream("/fonts/ttf/NotoSansSC/NotoSansSC-" + weight + ".ttf"));
  }
}
