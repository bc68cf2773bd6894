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
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.gsub.GsubWorkerFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Renders a report's page as PDF, on A4, with the glyphs that it uses. The same page gives the same
 * bytes.
 */
final class ReportPdf {
  /** The name of the font in the stylesheet. */
  private static final String FAMILY = "Noto Sans SC";

  private static final String REGULAR = "Regular";
  private static final String BOLD = "Bold";

  /** Maximum number of entries in a block of a character map. Source: PDF, ISO 32000-1, 9.10.3. */
  private static final int BLOCK = 100;

  /** Maximum number of letters in a ligature. */
  private static final int LIGATURE = 3;

  static {
    XRLog.setLoggingEnabled(false); // otherwise it logs every stage of every page
  }

  private ReportPdf() {}

  static byte[] of(String html, Cover cover) {
    try {
      return searchable(rendered(html, cover), html, cover);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] rendered(String html, Cover cover) throws IOException {
    var builder = new PdfRendererBuilder();
    builder.useFont(() -> font(REGULAR), FAMILY, 400, FontStyle.NORMAL, true);
    builder.useFont(() -> font(BOLD), FAMILY, 700, FontStyle.NORMAL, true);
    builder.useSVGDrawer(new BatikSVGDrawer());
    builder.withHtmlContent(html, null);
    builder.withProducer("Zhihe");
    try (var renderer = builder.buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      var document = renderer.getPdfDocument();
      return saved(document, cover);
    }
  }

  private static byte[] saved(PDDocument document, Cover cover) throws IOException {
    // Date and id depend on the report, not on the time of rendering, so that the bytes are equal.
    document
        .getDocumentInformation()
        .getCOSObject()
        .setString(
            COSName.CREATION_DATE,
            "D:" + cover.frozenOn().format(DateTimeFormatter.BASIC_ISO_DATE) + "000000+08'00'");
    document.setDocumentId(ByteBuffer.wrap(HexFormat.of().parseHex(cover.contentHash())).getLong());
    var out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  /**
   * Maps each glyph to a character of the page, so that the text can be searched. The font draws 目
   * and the radical ⽬ with one glyph, which PDFBox would map to the radical. Then a search for 目标
   * would fail.
   */
  private static byte[] searchable(byte[] pdf, String html, Cover cover) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      var done = new ArrayList<Object>();
      for (var page : document.getPages()) {
        for (var name : page.getResources().getFontNames()) {
          if (page.getResources().getFont(name) instanceof PDType0Font font
              && !done.contains(font.getCOSObject())) {
            done.add(font.getCOSObject());
            var glyphs = glyphs(font.getName().endsWith(BOLD) ? BOLD : REGULAR, html);
            var stream = font.getCOSObject().getCOSStream(COSName.TO_UNICODE);
            try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
              out.write(characterMap(glyphs).getBytes(StandardCharsets.US_ASCII));
            }
          }
        }
      }
      return saved(document, cover);
    }
  }

  private static Map<Integer, String> glyphs(String weight, String html) throws IOException {
    try (var font = new TTFParser().parse(new RandomAccessReadBuffer(font(weight)))) {
      var lookup = font.getUnicodeCmapLookup();
      var glyphs = new TreeMap<Integer, String>();
      html.codePoints()
          .distinct()
          .forEach(
              character ->
                  glyphs.putIfAbsent(lookup.getGlyphId(character), Character.toString(character)));
      var ligatures = new GsubWorkerFactory().getGsubWorker(lookup, font.getGsubData());
      for (var letters : lettersInARow(html)) {
        var drawn =
            ligatures.applyTransforms(letters.chars().mapToObj(lookup::getGlyphId).toList());
        if (drawn.size() == 1) {
          glyphs.put(drawn.getFirst(), letters);
        }
      }
      return glyphs;
    }
  }

  /** Letter sequences that a ligature may replace, such as ff in a hash or ffi in a code. */
  private static Set<String> lettersInARow(String html) {
    var found = new TreeSet<String>();
    for (int most = 2; most <= LIGATURE; most++) {
      for (int from = 0; from + most <= html.length(); from++) {
        var letters = html.substring(from, from + most);
        if (letters.chars().allMatch(letter -> letter < 128 && Character.isLetter(letter))) {
          found.add(letters);
        }
      }
    }
    return found;
  }

  private static String characterMap(Map<Integer, String> glyphs) {
    var map =
        new StringBuilder(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange
            """);
    var entries = new ArrayList<>(glyphs.entrySet());
    for (int from = 0; from < entries.size(); from += BLOCK) {
      var block = entries.subList(from, Math.min(entries.size(), from + BLOCK));
      map.append(block.size()).append(" beginbfchar\n");
      for (var glyph : block) {
        map.append("<%04X> <".formatted(glyph.getKey()));
        for (var unit : glyph.getValue().toCharArray()) {
          map.append("%04X".formatted((int) unit));
        }
        map.append(">\n");
      }
      map.append("endbfchar\n");
    }
    return map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        .toString();
  }

  private static InputStream font(String weight) {
    return Objects.requireNonNull(
        ReportPdf.class.getResourceAsStream("/fonts/ttf/NotoSansSC/NotoSansSC-" + weight + ".ttf"));
  }
}
