package org.madoguchi.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** A form that comes back with its mistakes may have been an attempt as well: a guessed code, a file that is none. */
@Component
class RefusedForms implements HandlerInterceptor {

    private final ApplicationEventPublisher told;

    RefusedForms(ApplicationEventPublisher told) {
        this.told = told;
    }

    @Override
    public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler, ModelAndView page) {
        if (page != null && response.getStatus() == HttpStatus.UNPROCESSABLE_ENTITY.value()) {
            page.getModel().values().stream().filter(BindingResult.class::isInstance).map(BindingResult.class::cast)
                    .flatMap(mistakes -> mistakes.getAllErrors().stream())
                    .map(mistake -> mistake.getCode() == null ? "" : mistake.getCode().replaceAll("^(refusal|reason)\\.|\\.text$", ""))
                    .filter(code -> RefusedRequest.worthTelling(response.getStatus(), code)).distinct()
                    .forEach(code -> told.publishEvent(new RefusedRequest(request, response.getStatus(), code)));
        }
    }
}
