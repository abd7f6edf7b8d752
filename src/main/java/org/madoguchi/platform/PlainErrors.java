package org.madoguchi.platform;

import java.io.IOException;
import java.util.Locale;
import java.util.ResourceBundle;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What the server itself refuses, before it knows which page was meant, is told in a sentence and not on a page of the server's. */
@Component
class PlainErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addContextCustomizers(context -> ((StandardHost) context.getParent()).setErrorReportValveClass(Sentence.class.getName()));
    }

    /** Made by the server, by the name of its class. */
    public static final class Sentence extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, Throwable fault) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            String text = sentence(Locale.JAPANESE, response.getStatus()) + "\n" + sentence(Locale.ENGLISH, response.getStatus()) + "\n";
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setContentType("text/plain");
            response.setCharacterEncoding("UTF-8");
            try {
                response.getReporter().write(text);
                response.finishResponse();
            } catch (IOException | RuntimeException e) {
                // whoever sent what nobody can read may have gone already
                getContainer().getLogger().debug("No answer could be written");
            }
        }

        private static String sentence(Locale locale, int status) {
            ResourceBundle texts = ResourceBundle.getBundle("messages", locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            String key = "refusal.HTTP_" + status;
            return texts.getString(texts.containsKey(key) ? key : "refusal.HTTP");
        }
    }
}
