package org.madoguchi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class XlsxTests {

    @Test
    void every_part_is_well_formed_and_the_sheet_holds_the_cells() throws Exception {
        Map<String, byte[]> parts = parts(new Xlsx().row("窓口", "件数").row("Genève & <Bern>", 12).row(null, 0.5).bytes());

        assertThat(parts).containsOnlyKeys("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml");
        for (byte[] part : parts.values()) {
            xml(part);
        }
        Document sheet = xml(parts.get("xl/worksheets/sheet1.xml"));
        assertThat(sheet.getElementsByTagName("row").getLength()).isEqualTo(3);
        assertThat(sheet.getElementsByTagName("t").item(2).getTextContent()).isEqualTo("Genève & <Bern>");
        assertThat(sheet.getElementsByTagName("v").item(0).getTextContent()).isEqualTo("12");
    }

    @Test
    void nothing_that_somebody_typed_becomes_a_formula() throws Exception {
        Document sheet = xml(parts(new Xlsx().row("=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "＝1").bytes()).get("xl/worksheets/sheet1.xml"));

        assertThat(sheet.getElementsByTagName("f").getLength()).isZero();
        NodeList cells = sheet.getElementsByTagName("c");
        for (int i = 0; i < cells.getLength(); i++) {
            assertThat(cells.item(i).getAttributes().getNamedItem("t").getNodeValue()).isEqualTo("inlineStr");
        }
        assertThat(sheet.getElementsByTagName("t").item(0).getTextContent()).isEqualTo("=HYPERLINK(\"http://x\")");
    }

    @Test
    void what_no_XML_can_hold_is_left_out() throws Exception {
        Document sheet = xml(parts(new Xlsx().row("a\u0000b\uD800c\uFFFFd𠮷").bytes()).get("xl/worksheets/sheet1.xml"));

        assertThat(sheet.getElementsByTagName("t").item(0).getTextContent()).isEqualTo("abcd𠮷");
    }

    private static Map<String, byte[]> parts(byte[] file) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private static Document xml(byte[] bytes) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }
}
