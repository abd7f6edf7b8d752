package org.madoguchi.modeler;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.madoguchi.platform.Refusal;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads model files: no DTD, no entity, nothing from outside. */
final class ModelXml {

    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private ModelXml() {}

    /** @throws Refusal MODEL_UNREADABLE */
    static Document read(byte[] xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            // what is wrong is told by the refusal; the parser's own handler writes to the console
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXException | IOException e) {
            throw Refusal.badInput("MODEL_UNREADABLE", "file");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** Every element below, the parent before its children. */
    static List<Element> below(Element parent) {
        List<Element> all = new ArrayList<>();
        for (Element child : children(parent)) {
            all.add(child);
            all.addAll(below(child));
        }
        return all;
    }

    /** The name of a shape in the language of its reader; empty where it has none. */
    static String name(Element element, Locale locale) {
        if (locale.getLanguage().equals(Locale.JAPANESE.getLanguage())) {
            for (Element extension : children(element)) {
                if (extension.getLocalName().equals("extensionElements")) {
                    for (Element property : below(extension)) {
                        if (CAMUNDA.equals(property.getNamespaceURI()) && property.getLocalName().equals("property") && property.getAttribute("name").equals("nameJa")) {
                            return property.getAttribute("value");
                        }
                    }
                }
            }
        }
        return element.getAttribute("name");
    }

    /** The process or decision of the file, or the root where there is none. */
    static Element main(Document model) {
        return children(model.getDocumentElement()).stream().filter(one -> one.getLocalName().equals("process") || one.getLocalName().equals("decision")).findFirst()
                .orElse(model.getDocumentElement());
    }
}
