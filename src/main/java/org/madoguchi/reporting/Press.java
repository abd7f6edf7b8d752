package org.madoguchi.reporting;

import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.fonts.FontUtil;
import net.sf.jasperreports.engine.xml.JRXmlLoader;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;
import net.sf.jasperreports.pdf.JRPdfExporter;
import net.sf.jasperreports.pdf.SimplePdfExporterConfiguration;
import net.sf.jasperreports.pdf.type.PdfaConformanceEnum;
import net.sf.jasperreports.repo.RepositoryService;

/** Makes PDFs of our own templates and of nothing else. Safe for many threads: what it keeps is never changed. */
class Press {

    private static final String FONT = "Noto Sans JP";

    private final SimpleJasperReportsContext jasper = new SimpleJasperReportsContext();
    private final Map<String, JasperReport> templates = new ConcurrentHashMap<>();
    private final Printable printable;

    Press() {
        jasper.setExtensions(RepositoryService.class, List.of(new ColourProfile()));
        printable = new Printable(withOurClasses(() -> Stream.of(Font.PLAIN, Font.BOLD)
                .map(style -> FontUtil.getInstance(jasper).getAwtFontFromBundles(FONT, style, 10f, Locale.JAPANESE, false))
                .toList()));
    }

    /**
     * @param report folder under {@code reports}, and the key of the title: {@code reporting.<report>.title}
     * @param content goes to the template as the parameter {@code letter}
     * @throws UnprintableText where a text is missing or cannot be shown
     */
    byte[] print(String report, Record content, Locale asked) {
        printable.check(content);
        Locale locale = Bilingual.isJapanese(asked) ? Locale.JAPANESE : Locale.ENGLISH;
        ResourceBundle texts = texts(locale);
        Sheet sheet = new Sheet(report, content, locale, texts, part -> template("parts/" + part));
        return withOurClasses(() -> {
            JasperPrint pages = JasperFillManager.getInstance(jasper).fill(template(report + "/template"), sheet.parameters(),
                    content instanceof OfficeReport table ? sheet.lines(table) : sheet.oneRow());
            LineEnds.tidy(pages);
            return export(pages, texts.getString("reporting." + report + ".title"), locale);
        });
    }

    /** Never falls back to the language of the machine, which would put an English label on a Japanese letter. */
    static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle("messages", locale, Press.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    Printable printable() {
        return printable;
    }

    /** Each is compiled when it is first asked for. Two threads may compile the same one; that is cheaper than one lock for all. */
    private JasperReport template(String name) {
        JasperReport known = templates.get(name);
        if (known == null) {
            known = compile(name);
            templates.put(name, known);
        }
        return known;
    }

    private JasperReport compile(String name) {
        try {
            JasperDesign design = load(name);
            if (name.endsWith("/template")) {
                design.setPageFooter(load("parts/foot").getPageFooter());
            }
            return JasperCompileManager.getInstance(jasper).compile(design);
        } catch (JRException broken) {
            throw new IllegalStateException("The template " + name + " does not compile", broken);
        }
    }

    private JasperDesign load(String name) throws JRException {
        try (InputStream template = Press.class.getResourceAsStream("/reports/" + name + ".jrxml")) {
            if (template == null) {
                throw new IllegalArgumentException("There is no template " + name);
            }
            return JRXmlLoader.load(jasper, template);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private byte[] export(JasperPrint pages, String title, Locale locale) throws JRException {
        SimplePdfExporterConfiguration settings = new SimplePdfExporterConfiguration();
        settings.setPdfaConformance(PdfaConformanceEnum.PDFA_1A);
        settings.setIccProfilePath(ColourProfile.LOCATION);
        settings.setTagged(true);
        settings.setTagLanguage(new Bilingual("ja-JP", "en-GB").in(locale));
        settings.setMetadataTitle(title);
        settings.setDisplayMetadataTitle(true);
        settings.setMetadataCreator("Madoguchi");
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        JRPdfExporter exporter = new JRPdfExporter(jasper);
        exporter.setExporterInput(new SimpleExporterInput(pages));
        exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(pdf));
        exporter.setConfiguration(settings);
        exporter.exportReport();
        return pdf.toByteArray();
    }

    /**
     * JasperReports looks for classes, fonts and styles through the thread's loader. A thread of the common pool has
     * the wrong one inside an executable jar.
     */
    private static <T> T withOurClasses(Callable<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Press.class.getClassLoader());
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The page could not be printed", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
