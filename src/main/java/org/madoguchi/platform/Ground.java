package org.madoguchi.platform;

import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** The few beans that everything else takes for granted. */
@Configuration(proxyBeanMethods = false)
class Ground implements WebMvcConfigurer {

    private final RefusedForms refused;

    Ground(RefusedForms refused) {
        this.refused = refused;
    }

    @Bean
    MovableClock clock() {
        return new MovableClock();
    }

    /** Japanese or English: a cookie, set by {@code ?lang=}; first visits follow the browser. */
    @Bean
    LocaleResolver localeResolver(@Value("${server.servlet.session.cookie.secure}") boolean secure) {
        var resolver = new CookieLocaleResolver("lang");
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSecure(secure);
        resolver.setRejectInvalidCookies(false);
        resolver.setCookieSameSite("Lax");
        resolver.setDefaultLocaleFunction(request -> Languages.nearest(request.getLocale()));
        return resolver;
    }

    /** The API speaks JSON; a library for letters would teach it XML. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(list -> list.removeIf(one -> one.getSupportedMediaTypes().stream()
                .anyMatch(MediaType.APPLICATION_XML::equalsTypeAndSubtype)));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor() {
            @Override
            protected Locale parseLocaleValue(String value) {
                return Languages.nearest(Locale.forLanguageTag(value));
            }
        };
        change.setParamName("lang");
        registry.addInterceptor(change);
        registry.addInterceptor(refused);
    }
}
