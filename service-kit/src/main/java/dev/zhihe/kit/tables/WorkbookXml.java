package dev.zhihe.kit.tables;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML of a workbook, read as a stream, without document types and entities. */
final class WorkbookXml {
  private WorkbookXml() {}

  /** Receives what the XML contains, in order. Names are local, so strict OOXML reads the same. */
  @FunctionalInterface
  interface Content {
    void start(XMLStreamReader element);

    default void text(XMLStreamReader characters) {}

    default void end(String name) {}
  }

  static void read(InputStream in, Content content) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      var xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD -> throw WorkbookGuard.bomb();
          case XMLStreamConstants.START_ELEMENT -> content.start(xml);
          case XMLStreamConstants.END_ELEMENT -> content.end(xml.getLocalName());
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              content.text(xml);
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
