package org.madoguchi.reporting;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** A finished letter as others see it: its text, its picture, its tags, and what a validator says of it. */
record Pdf(byte[] bytes) {

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    /** The lines in the order in which they are read, pages one after the other. */
    List<String> lines() {
        return read(document -> {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setLineSeparator("\n");
            stripper.setPageEnd("\n");
            return stripper.getText(document).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        });
    }

    /** All that is printed between the feet of the pages, without spaces and line ends. */
    String letters() {
        return lines().stream().filter(line -> !line.matches(".* \\d+ / \\d+")).collect(Collectors.joining()).replaceAll("[\\s\u3000]", "");
    }

    int pages() {
        return read(PDDocument::getNumberOfPages);
    }

    /** What the first QR code on the first page says when it is photographed at 150 dots per inch. */
    String code() {
        return read(document -> {
            var page = new PDFRenderer(document).renderImageWithDPI(0, 150);
            var dots = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(page)));
            try {
                return new MultiFormatReader().decode(dots).getText();
            } catch (NotFoundException e) {
                throw new AssertionError("No code on the page", e);
            }
        });
    }

    /** The rules of PDF/A-1a that the file breaks. */
    List<String> brokenRules() {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(bytes), PDFAFlavour.PDFA_1_A);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_1_A, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage())
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    <T> T read(Reading<T> reading) {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            return reading.of(document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    interface Reading<T> {
        T of(PDDocument document) throws IOException;
    }
}
