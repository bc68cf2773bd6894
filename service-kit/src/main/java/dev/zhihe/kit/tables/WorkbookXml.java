package dev.zhihe.kit.tables;

import java.io.InputStream;
import java.util.function.IntConsumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML of a workbook, read as a stream, without document types and entities. */
final class WorkbookXml {
  private WorkbookXml() {}

  @FunctionalInterface
  interface Element {
    void at(XMLStreamReader xml);
  }

  static void read(InputStream in, Element element, IntConsumer text) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      var xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD -> throw WorkbookGuard.bomb();
          case XMLStreamConstants.START_ELEMENT -> element.at(xml);
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text.accept(xml.getTextLength());
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof TooMuch) {
        throw WorkbookGuard.bomb();
      }
      throw WorkbookGuard.unreadable(e.getMessage());
    }
  }
}
