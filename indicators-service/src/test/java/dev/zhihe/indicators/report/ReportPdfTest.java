package dev.zhihe.indicators.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPdfTest {
  private static final Cover COVER =
      new Cover("x", "题", "title", LocalDate.of(2026, 11, 25), "0123456789abcdef");

  private static byte[] pdf(String text) {
    return ReportPdf.of(
        "<html><head><style>body { font-family: 'Noto Sans SC'; }</style></head><body><p>%s</p><b>%s</b></body></html>"
            .formatted(text, text),
        COVER);
  }

  @Test
  void itsCharactersAreThoseOfThePageAndNotRadicalsDrawnAlike() throws IOException {
    var text = "目标、日期、部门、延长，2021–2025 年，≥65，a8ff8c0ffi1fl2ffl";
    try (var document = Loader.loadPDF(pdf(text))) {
      assertThat(new PDFTextStripper().getText(document).lines()).containsExactly(text, text);
    }
  }

  /** A heading, and what stands between it and its table, go to the page of the first row. */
  @ParameterizedTest
  @ValueSource(ints = {222, 229, 236, 243, 250, 257})
  void aHeadingStandsOnThePageOfItsTable(int above) throws IOException {
    var style = ReportPage.text("/report.html").replaceAll("(?s).*(<style>.*</style>).*", "$1");
    var page =
        """
        <html><head>%s</head><body><div style="height: %dmm">前文</div>
        <h2>标题</h2><p class="keep">说明</p>
        <table><thead><tr><th>表头</th></tr></thead><tbody><tr><td>首行</td></tr>%s</tbody></table></body></html>
        """
            .formatted(style, above, "<tr><td>后行</td></tr>".repeat(60));
    try (var document = Loader.loadPDF(ReportPdf.of(page, COVER))) {
      assertThat(pageWith("标题", document)).isEqualTo(pageWith("首行", document));
    }
  }

  private static int pageWith(String text, PDDocument document) throws IOException {
    var stripper = new PDFTextStripper();
    for (int page = 1; page <= document.getNumberOfPages(); page++) {
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      if (stripper.getText(document).contains(text)) {
        return page;
      }
    }
    return 0;
  }

  @Test
  void theSamePageMakesTheSameBytes() {
    assertThat(pdf("中期评估")).isEqualTo(pdf("中期评估"));
  }
}
