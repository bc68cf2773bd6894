package dev.zhihe.indicators.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

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

  @Test
  void theSamePageMakesTheSameBytes() {
    assertThat(pdf("中期评估")).isEqualTo(pdf("中期评估"));
  }
}
